package org.prmonitor.source.internal.durable;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * A record in a segment: length of what follows the checksum, checksum, sequence, ordinal, event. The ordinal is how many
 * events, losses not counted, there were up to and with it; it tells how many are missing where records are. One thread.
 */
final class RecordChecksum {

    static final int LENGTH_AT = 0;
    static final int CHECKSUM_AT = 4;
    static final int SEQUENCE_AT = 8;
    static final int ORDINAL_AT = 16;
    static final int EVENT_AT = 24;

    private final long salt;
    private final CRC32C checksum = new CRC32C();
    private final ByteBuffer prefix = ByteBuffer.allocate(Long.BYTES + Integer.BYTES);

    RecordChecksum(JournalIdentity identity) {
        salt = identity.salt();
    }

    /**
     * CRC-32C (RFC 3720, appendix B.4) of the salt, the length and what follows the checksum.
     *
     * @param memory that holds the record
     * @param start where in it the record starts
     * @param end where it ends
     */
    int of(byte[] memory, int start, int end) {
        var body = start + SEQUENCE_AT;
        checksum.reset();
        checksum.update(prefix.putLong(0, salt).putInt(Long.BYTES, end - body).array());
        checksum.update(memory, body, end - body);
        return (int) checksum.getValue();
    }
}
