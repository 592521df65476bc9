package org.prmonitor.source.internal.journal;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.LossPlace;
import org.prmonitor.api.event.MonitorEvent;

/** A cursor in the journal in memory. */
public final class JournalReader implements EventCursor {

    private final Journal journal;

    /** How many events, losses not counted, the journal took before this reader's first. */
    private final long firstOrdinal;

    /** The position of the next entry to read. Written by the reading thread with release. */
    private final AtomicLong position;

    /** Events that this reader did not get because it was too slow, losses not counted. Written by the reading thread. */
    private final AtomicLong overrun = new AtomicLong();

    /** The next sequence number that was neither handed out nor told to be lost. Reading thread only. */
    private long expected;

    /** How many events, losses not counted, the journal took before {@link #position}. Reading thread only. */
    private long ordinal;

    private final Wakeups.Sleeper sleeper;

    JournalReader(Journal journal, long position, long expected, long ordinal) {
        this.journal = journal;
        this.position = new AtomicLong(position);
        this.expected = expected;
        this.ordinal = ordinal;
        this.firstOrdinal = ordinal;
        this.sleeper = journal.wakeups().register(this::hasNext);
    }

    /** The next sequence number that was neither handed out nor told to be lost. Reading thread only. */
    public long nextSequence() {
        return expected;
    }

    /** How many events, losses not counted, the journal took before {@link #nextSequence()}. Reading thread only. */
    public long ordinal() {
        return ordinal;
    }

    @Override
    public int read(MonitorEvent[] batch) {
        return read(batch, batch.length);
    }

    /**
     * As {@link #read(MonitorEvent[])}, but no more than so many entries: what nobody has asked for yet stays in the journal.
     *
     * @param limit 1 to the batch's length
     */
    public int read(MonitorEvent[] batch, int limit) {
        if (limit < 1 || limit > batch.length) {
            throw new IllegalArgumentException("a limit of " + limit + " for a batch of " + batch.length);
        }
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
            if (from >= head) {
                // The writer has lapped all that was there at the first look.
                continue;
            }
            // Entry by entry behind index 0, which is kept for the loss, unless it is certain that there is none.
            var offset = from == start ? 0 : 1;
            var count = (int) Math.min(head - from, Math.min(limit, batch.length - offset));
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
                if (taken > limit) {
                    // The loss has taken the last entry's place.
                    taken--;
                    end--;
                    endOrdinal -= Journal.isLoss(batch[taken]) ? 0 : 1;
                }
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
            if (!Journal.isLoss(batch[index])) {
                eventsAmongGood++;
            }
        }
        var next = batch[goodIndex];
        var to = Journal.firstSequence(next) - 1;
        // First what needs memory: where there is none, nothing was counted, and the next attempt tells it.
        var loss = new EventsLost(
                new EventHeader(to, Instant.now(), next.channel()), to - expected + 1, expected, to, LossPlace.JOURNAL);
        overrun.setRelease(overrun.getPlain() + endOrdinal - eventsAmongGood - ordinal);
        System.arraycopy(batch, goodIndex, batch, 1, goodCount);
        batch[0] = loss;
        return goodCount + 1;
    }

    /** Nothing to keep: this cursor ends with the process. */
    @Override
    public void confirm() {}

    @Override
    public boolean await(long nanos) throws InterruptedException {
        return sleeper.await(nanos);
    }

    @Override
    public void wakeup() {
        sleeper.wakeup();
    }

    @Override
    public boolean hasNext() {
        return journal.ring().head() > position.getAcquire();
    }

    @Override
    public long seen() {
        return journal.events() - firstOrdinal;
    }

    @Override
    public long overrun() {
        return overrun.getAcquire();
    }

    @Override
    public void close() {
        sleeper.close();
    }
}
