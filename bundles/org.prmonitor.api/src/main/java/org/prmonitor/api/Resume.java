package org.prmonitor.api;

/**
 * Where a listener begins whose id the source does not know. One whose id it knows goes on where that id left off, whatever
 * this says.
 */
public enum Resume {
    /** With the next event. The place is kept in memory while the bundle is away, for as long as is configured. */
    NOW,
    /** With the oldest event that the journal still has. The place is kept as for {@link #NOW}. */
    BEGINNING,
    /**
     * With the next event. The place, and the events after it, are kept on disk and outlive the container. Every event is given
     * at least once: a batch whose call had not returned when the process died is given again. Two events are one and the same
     * where {@link SourceStatus#journalId()} and the sequence are equal.
     */
    DURABLE
}
