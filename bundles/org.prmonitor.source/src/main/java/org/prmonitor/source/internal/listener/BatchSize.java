package org.prmonitor.source.internal.listener;

import java.util.concurrent.TimeUnit;

/**
 * How many events a listener is given at once: as many as it takes in some 50 ms, so that one that is slow can be stopped soon,
 * and one that is fast has few calls. Begins with 1. Where half of the events take as long, or twice as many, it is the call that
 * takes the time (it waits for a disk, say): that part is not counted, because smaller batches would make it worse. Listener's
 * thread only.
 */
public final class BatchSize {

    private static final long LONG_CALL = TimeUnit.MILLISECONDS.toNanos(50);

    private int limit = 1;

    /** What a call takes whatever is in it, as far as it was found out. */
    private long callCost;

    // The last call that was too long; 0 events for none.
    private int longEvents;
    private long longNanos;

    /** Whether two events were tried where one took long. */
    private boolean twoTried;

    /** How many events at most, 1 to {@link ListenerPlace#MAX_BATCH}. */
    public int limit() {
        return limit;
    }

    /** A call has come back. */
    public void called(int events, long nanos) {
        callCost = Math.min(callCost, nanos);
        var eventsNanos = nanos - callCost;
        if (eventsNanos <= LONG_CALL) {
            if (events == limit && eventsNanos < LONG_CALL / 2) {
                limit = Math.min(ListenerPlace.MAX_BATCH, limit * 2);
            }
        } else if (isLongWhateverIsInIt(events, nanos)) {
            callCost = Math.min(nanos, longNanos);
            longEvents = 0;
        } else {
            longEvents = events;
            longNanos = nanos;
            limit = events > 1 || twoTried ? Math.max(1, events / 2) : 2;
            twoTried |= events == 1;
        }
    }

    private boolean isLongWhateverIsInIt(int events, long nanos) {
        if (longEvents == 0) {
            return false;
        }
        return events <= longEvents / 2 ? nanos > longNanos / 4 * 3 : events >= longEvents * 2 && nanos < longNanos / 3 * 4;
    }
}
