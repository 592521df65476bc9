package org.prmonitor.source.internal.journal;

import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.LossPlace;
import org.prmonitor.api.event.MonitorEvent;

/**
 * Reads as a lane does, and keeps its own books: every number once and in order, delivered or told to be lost, and the journal's
 * ordinals right. Used by one actor, then by the arbiter.
 */
final class Accountant {

    /** What is said of books that close. */
    static final String CLOSED = "closed";

    private final Journal journal;
    private final JournalReader reader;
    private final MonitorEvent[] batch;
    private long next;
    private long delivered;
    /** The first thing that was wrong. */
    private @Nullable String fault;

    /**
     * Begins where its reader does.
     *
     * @param next the first number that the reader must hand out or tell
     */
    Accountant(Journal journal, JournalReader reader, int batchLength, long next) {
        this.journal = journal;
        this.reader = reader;
        this.batch = new MonitorEvent[batchLength];
        this.next = next;
    }

    /** Reads once; how many entries came. */
    int read() {
        return read(batch.length);
    }

    /** Reads once, as somebody who has asked for so many; how many entries came. */
    int read(int limit) {
        var count = reader.read(batch, limit);
        if (count > limit) {
            fault("more than was asked for");
        }
        for (var index = 0; index < count; index++) {
            account(batch[index], index);
        }
        // What came is seen first: whoever asks for the books must never find more taken than came.
        if (delivered + reader.overrun() > reader.seen()) {
            fault("more taken than seen");
        }
        return count;
    }

    private void account(@Nullable MonitorEvent entry, int index) {
        if (entry == null) {
            fault("nothing in the batch");
            return;
        }
        var isLoss = entry instanceof EventsLost;
        var first = Journal.firstSequence(entry);
        if (first < next) {
            fault("twice");
        } else if (first > next) {
            fault("missing untold");
        }
        next = entry.sequence() + 1;
        if (isLoss && ((EventsLost) entry).place() == LossPlace.JOURNAL) {
            if (index != 0) {
                fault("an overrun behind an entry");
            }
        } else if (!isLoss) {
            delivered++;
        }
    }

    /** How many events it did not get because they were overwritten. */
    long overrun() {
        return reader.overrun();
    }

    /** Reads to the end: {@link #CLOSED}, or what is wrong. After the writer has ended. */
    String close() {
        while (fault == null && read() > 0) {
            // to the head
        }
        if (next != journal.lastSequence() + 1) {
            fault("does not come to the end");
        }
        if (reader.seen() != delivered + reader.overrun()) {
            fault("books do not close");
        }
        return fault == null ? CLOSED : fault;
    }

    private void fault(String what) {
        if (fault == null) {
            fault = what;
        }
    }
}
