package org.prmonitor.source.internal.journal;

import java.util.Arrays;
import java.util.function.Predicate;
import org.prmonitor.api.event.LossEvent;
import org.prmonitor.api.event.MonitorEvent;

/**
 * A journal, and beside it the truth: all that was ever appended. One thread at a time appends, any asks. What a reader is
 * given is judged by a {@link ReaderAudit}.
 */
public final class JournalHistory {

    private final Journal journal;

    // Guarded by this object's monitor. Index 0 stands for the time before the first.
    /** The entry with that number, which stands for all the numbers of a loss. */
    private MonitorEvent[] entries = new MonitorEvent[64];
    /** How many events, losses not counted, have that number or a lower one. */
    private long[] eventsUpTo = new long[64];
    private int last;

    /** Of an empty journal. */
    public JournalHistory(int capacity) {
        journal = new Journal(capacity);
    }

    public Journal journal() {
        return journal;
    }

    /** Appends so many events, and wakes who waits. */
    public void append(int count) {
        for (var index = 0; index < count; index++) {
            var event = Entries.event(journal.lastSequence() + 1);
            record(event);
            journal.append(event);
        }
        journal.wakeReaders();
    }

    /** The kernel has lost so many. */
    public void lose(int count) {
        var loss = Entries.lost(journal.lastSequence() + 1, journal.lastSequence() + count);
        record(loss);
        journal.append(loss);
        journal.wakeReaders();
    }

    /** The first number that the journal still has, or the one that comes next. No thread appends meanwhile. */
    public long oldest() {
        var kept = journal.recent(Integer.MAX_VALUE);
        return kept.isEmpty() ? journal.lastSequence() + 1 : Journal.firstSequence(kept.get(0));
    }

    /** How many events there were. */
    public synchronized long events() {
        return eventsUpTo[last];
    }

    /** How many events have a number up to this one. */
    public synchronized long eventsUpTo(long sequence) {
        return eventsUpTo[(int) sequence];
    }

    /** How many events have a number in these bounds, both included. */
    public synchronized long events(long from, long to) {
        return eventsUpTo(to) - eventsUpTo(from - 1);
    }

    /** The entry that has this number, or stands for it. */
    public synchronized MonitorEvent entry(long sequence) {
        return entries[(int) sequence];
    }

    /** How many events in these bounds, both included, are so. */
    public synchronized long events(long from, long to, Predicate<MonitorEvent> wanted) {
        var count = 0L;
        for (var sequence = from; sequence <= to; sequence++) {
            if (events(sequence, sequence) == 1 && wanted.test(entry(sequence))) {
                count++;
            }
        }
        return count;
    }

    private synchronized void record(MonitorEvent entry) {
        var to = (int) entry.sequence();
        if (to >= entries.length) {
            entries = Arrays.copyOf(entries, to * 2);
            eventsUpTo = Arrays.copyOf(eventsUpTo, to * 2);
        }
        var before = eventsUpTo[last];
        var isEvent = !(entry instanceof LossEvent);
        while (last < to) {
            last++;
            entries[last] = entry;
            eventsUpTo[last] = before;
        }
        if (isEvent) {
            eventsUpTo[to] = before + 1;
        }
    }
}
