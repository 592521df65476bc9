package org.prmonitor.source.internal.journal;

import java.lang.invoke.VarHandle;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.LossEvent;
import org.prmonitor.api.event.LossPlace;
import org.prmonitor.api.event.MonitorEvent;

/**
 * A cursor in the journal. {@link #read} and {@link #await} belong to one thread at a time; the rest may be called from
 * any. The events that it hands out, added up with the losses that it tells, are every sequence number once.
 */
public final class JournalReader implements AutoCloseable {

    private final Journal journal;

    /** The position of the next entry to read. Written by the reading thread with release. */
    private final AtomicLong position;

    /** Events that this reader did not get because it was too slow, losses not counted. Written by the reading thread. */
    private final AtomicLong overrun = new AtomicLong();

    /** The next sequence number that was neither handed out nor told to be lost. Reading thread only. */
    private long expected;

    /** How many events, losses not counted, the journal took before {@link #position}. Reading thread only. */
    private long ordinal;

    /** The thread that waits or is about to; null for none. */
    private volatile @Nullable Thread waiter;

    /** Set by {@link #wakeup}, taken back by {@link #await}. */
    private volatile boolean woken;

    JournalReader(Journal journal, long position, long expected, long ordinal) {
        this.journal = journal;
        this.position = new AtomicLong(position);
        this.expected = expected;
        this.ordinal = ordinal;
    }

    /**
     * Takes the next entries. Where some were overwritten before this reader came to them, the first one handed out is an
     * {@link EventsLost} of its own that stands for all of them.
     *
     * @param batch filled from index 0; its length, 2 or more, is how many are taken at most
     * @return how many, 0 where there is nothing new
     */
    public int read(MonitorEvent[] batch) {
        if (batch.length < 2) {
            throw new IllegalArgumentException("no room for a loss and an event in a batch of " + batch.length);
        }
        var start = position.getPlain();
        while (true) {
            var ring = journal.ring();
            var head = ring.head();
            if (head == start) {
                return 0;
            }
            var from = Math.max(start, ring.oldest());
            // Entry by entry behind index 0, which is kept for the loss, unless it is certain that there is none.
            var offset = from == start ? 0 : 1;
            var count = (int) Math.min(head - from, batch.length - offset);
            ring.copy(from, count, batch, offset);
            var end = from + count;
            var endOrdinal = ring.ordinal(end - 1);
            var good = Math.max(from, ring.oldest());
            if (good >= end) {
                // The writer has lapped the whole copy. Copying is faster than appending: the next one succeeds.
                continue;
            }
            var taken = count;
            if (good > start) {
                taken = tellOverrun(batch, offset + (int) (good - from), (int) (end - good), endOrdinal);
            }
            expected = batch[taken - 1].sequence() + 1;
            ordinal = endOrdinal;
            position.setRelease(end);
            return taken;
        }
    }

    /** Puts a loss in front of the good entries, wherever in the batch they are. */
    private int tellOverrun(MonitorEvent[] batch, int goodIndex, int goodCount, long endOrdinal) {
        var eventsAmongGood = 0;
        for (var index = goodIndex; index < goodIndex + goodCount; index++) {
            if (!(batch[index] instanceof LossEvent)) {
                eventsAmongGood++;
            }
        }
        overrun.setRelease(overrun.getPlain() + endOrdinal - eventsAmongGood - ordinal);
        var next = batch[goodIndex];
        var to = Journal.firstSequence(next) - 1;
        System.arraycopy(batch, goodIndex, batch, 1, goodCount);
        var header = new EventHeader(to, Instant.now(), next.channel());
        batch[0] = new EventsLost(header, to - expected + 1, expected, to, LossPlace.JOURNAL);
        return goodCount + 1;
    }

    /**
     * Waits until there is something to read.
     *
     * @param nanos how long at most
     * @return false when the time ran out or {@link #wakeup} was called with nothing there
     */
    public boolean await(long nanos) throws InterruptedException {
        if (hasNext()) {
            return true;
        }
        var deadline = System.nanoTime() + nanos;
        waiter = Thread.currentThread();
        journal.waiting().incrementAndGet();
        // Pairs with the fence in Journal.wakeReaders: either the writer sees that we wait, or we see its new head.
        VarHandle.fullFence();
        try {
            while (!hasNext() && !woken) {
                var left = deadline - System.nanoTime();
                if (left <= 0) {
                    break;
                }
                LockSupport.parkNanos(this, left);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        } finally {
            journal.waiting().decrementAndGet();
            waiter = null;
            woken = false;
        }
        return hasNext();
    }

    /** Ends a running {@link #await}, or the next one. */
    public void wakeup() {
        woken = true;
        unpark();
    }

    /** Whether there is something to read. */
    public boolean hasNext() {
        return journal.ring().head() > position.getAcquire();
    }

    /** Events, losses not counted, that were overwritten before this reader came to them, as far as it has been told. */
    public long overrun() {
        return overrun.getAcquire();
    }

    /** Ends the registration for wake-ups. A second call does nothing. */
    @Override
    public void close() {
        journal.unregister(this);
    }

    void unpark() {
        var thread = waiter;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }
}
