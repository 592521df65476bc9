package org.prmonitor.source.internal.journal;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.MonitorEvent;

/**
 * The newest events in sequence order, in memory. One thread at a time writes (the pump); any number read, each with a
 * {@link JournalReader} of its own. Appending takes no lock, wakes nobody and allocates nothing; the writer wakes who
 * waits once a batch, with {@link #wakeReaders()}. A reader that is too slow loses events alone and is told which.
 */
public final class Journal {

    /** Written by the writer when the journal is resized; a reader takes it anew for every batch. */
    private volatile JournalRing ring;

    /** The sequence number before the first that is given here. */
    private final long sequenceBefore;

    /** The highest sequence number given so far. Written by the writer with release, before the ring's head. */
    private final AtomicLong lastSequence;

    /** How many events that are no loss were appended. Written by the writer with release, before the ring's head. */
    private final AtomicLong events = new AtomicLong();

    /** Whom to wake. */
    private final Wakeups wakeups = new Wakeups();

    /**
     * An empty journal whose first sequence number is 1.
     *
     * @param capacity how many entries it keeps, 1 or more
     */
    public Journal(int capacity) {
        this(capacity, 0);
    }

    /**
     * An empty journal that goes on with another's numbers.
     *
     * @param capacity how many entries it keeps, 1 or more
     * @param lastSequence the last number that was given before
     */
    public Journal(int capacity, long lastSequence) {
        ring = new JournalRing(requireCapacity(capacity), 0);
        sequenceBefore = lastSequence;
        this.lastSequence = new AtomicLong(lastSequence);
    }

    /**
     * Appends an event. Writer only.
     *
     * @throws IllegalArgumentException when its sequence is not the next one: one after the last, or for a loss that
     *     many after it as are missing
     */
    public void append(MonitorEvent event) {
        // Asked for once: with three and more types of events a call through their interface is no longer inlined.
        var sequence = event.sequence();
        if ((event instanceof EventsLost loss ? loss.from() : sequence) != lastSequence.getPlain() + 1) {
            throw new IllegalArgumentException(
                    "event with sequence " + sequence + " where " + (lastSequence.getPlain() + 1) + " is next: " + event);
        }
        var ordinal = events.getPlain();
        if (!isLoss(event)) {
            events.setRelease(++ordinal);
        }
        lastSequence.setRelease(sequence);
        ring.append(event, ordinal);
    }

    /** Wakes the readers that wait. Writer only; called once a batch. */
    public void wakeReaders() {
        wakeups.wakeAll();
    }

    /** Changes the capacity; the newest entries stay, as many as fit. Writer only. */
    public void resize(int capacity) {
        var old = ring;
        if (requireCapacity(capacity) == old.capacity()) {
            return;
        }
        var head = old.head();
        var from = Math.max(old.oldest(), head - capacity);
        var kept = new MonitorEvent[1];
        var replacement = new JournalRing(capacity, from);
        for (var position = from; position < head; position++) {
            old.copy(position, 1, kept, 0);
            replacement.append(kept[0], old.ordinal(position));
        }
        // A reader in the old ring goes on to its end, which does not move any more, and takes the new one then.
        ring = replacement;
    }

    /** The highest sequence number given so far; before the first, the one that the journal goes on from. */
    public long lastSequence() {
        return lastSequence.getAcquire();
    }

    /** How many events were appended, losses not counted. */
    public long events() {
        return events.getAcquire();
    }

    /** How many entries it keeps. */
    public int capacity() {
        return ring.capacity();
    }

    /** A reader whose first event is the next one to be appended. Close it. */
    public JournalReader readerAtHead() {
        var last = new MonitorEvent[1];
        while (true) {
            var source = ring;
            var head = source.head();
            if (head == 0) {
                return readerOfNothing();
            }
            source.copy(head - 1, 1, last, 0);
            var ordinal = source.ordinal(head - 1);
            if (source.oldest() <= head - 1) {
                return new JournalReader(this, head, last[0].sequence() + 1, ordinal);
            }
        }
    }

    /** A reader whose first entry is the oldest that is still there, or the next one to be appended. Close it. */
    public JournalReader readerAtOldest() {
        var oldest = new MonitorEvent[1];
        while (true) {
            var source = ring;
            var head = source.head();
            if (head == 0) {
                return readerOfNothing();
            }
            var from = source.oldest(head);
            source.copy(from, 1, oldest, 0);
            var ordinal = source.ordinal(from);
            if (source.oldest() == from) {
                var before = isLoss(oldest[0]) ? ordinal : ordinal - 1;
                return new JournalReader(this, from, firstSequence(oldest[0]), before);
            }
        }
    }

    /** The newest entries, oldest first. */
    public List<MonitorEvent> recent(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("count " + count);
        }
        while (true) {
            var source = ring;
            var head = source.head();
            // Of one and the same head: the writer may be anywhere by now.
            var from = Math.max(source.oldest(head), head - count);
            var length = (int) (head - from);
            var entries = new MonitorEvent[length];
            source.copy(from, length, entries, 0);
            var overwritten = (int) Math.max(0, source.oldest() - from);
            if (overwritten == 0 || overwritten < length) {
                return List.of(Arrays.copyOfRange(entries, overwritten, length));
            }
        }
    }

    JournalRing ring() {
        return ring;
    }

    Wakeups wakeups() {
        return wakeups;
    }

    /** The first number that an event stands for: its own, or a loss's first missing one. */
    public static long firstSequence(MonitorEvent event) {
        return event instanceof EventsLost loss ? loss.from() : event.sequence();
    }

    /**
     * Whether an event stands for others that are missing. Asked of the one class there is, not of the interface that it alone may
     * implement: the JVM searches a list to find that a class does not implement an interface, and what it finds otherwise it notes
     * in the class, where two threads that ask for different interfaces take the cache line from one another at every event.
     */
    public static boolean isLoss(MonitorEvent event) {
        return event instanceof EventsLost;
    }

    /** Nothing was ever appended: a ring that took over from another always has an entry. */
    private JournalReader readerOfNothing() {
        return new JournalReader(this, 0, sequenceBefore + 1, 0);
    }

    private static int requireCapacity(int capacity) {
        if (capacity < 1 || capacity == Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a journal of " + capacity + " events");
        }
        return capacity;
    }
}
