package org.prmonitor.source.internal.books;

import java.util.concurrent.atomic.AtomicLong;
import org.prmonitor.api.HopStatistics;
import org.prmonitor.source.internal.journal.EventCursor;

/**
 * What became of the events of one cursor. They close: what the cursor saw was delivered, left out, lost, or is in flight.
 * Losses are no events, and are not counted. One thread at a time counts, any reads.
 */
public final class CursorBooks {

    /** The books' name: who takes events by a cursor of its own is a listener, whatever it is registered as. */
    public static final String HOP = "listener";

    private final EventCursor cursor;
    private final RateMeter rate = new RateMeter();

    // Written by the counting thread with release.
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong filtered = new AtomicLong();

    public CursorBooks(EventCursor cursor) {
        this.cursor = cursor;
    }

    /** So many were handed over. Counting thread. */
    public void deliver(long count) {
        delivered.setRelease(delivered.getPlain() + count);
    }

    /** So many did not pass. Counting thread. */
    public void leaveOut(long count) {
        filtered.setRelease(filtered.getPlain() + count);
    }

    /**
     * A batch is over. Counting thread.
     *
     * @param nanoTime now
     */
    public void mark(long nanoTime) {
        rate.mark(delivered.getPlain(), nanoTime);
    }

    /**
     * The books at this moment. Any thread.
     *
     * @param nanoTime now
     */
    public HopStatistics statistics(long nanoTime) {
        // In this order: what is read first is never ahead of what is read last.
        var deliveredNow = delivered.getAcquire();
        var filteredNow = filtered.getAcquire();
        var lost = cursor.overrun();
        return new HopStatistics(HOP, cursor.seen(), deliveredNow, filteredNow, lost, rate.rate(nanoTime));
    }
}
