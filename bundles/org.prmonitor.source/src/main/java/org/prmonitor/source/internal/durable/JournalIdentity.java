package org.prmonitor.source.internal.durable;

import java.security.SecureRandom;
import java.util.UUID;

/**
 * Whose bytes these are.
 *
 * @param journalId the numbering that the sequence numbers belong to
 * @param salt goes into every checksum, and nowhere else: a process that is watched can put any bytes into its command line,
 *     but not a record that looks like ours, and neither does a block of an older file
 */
record JournalIdentity(UUID journalId, long salt) {

    /** The name of a numbering for a new journal. */
    static JournalIdentity of(UUID journalId) {
        return new JournalIdentity(journalId, new SecureRandom().nextLong());
    }
}
