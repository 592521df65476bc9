package org.prmonitor.source.internal.listener;

import java.util.concurrent.TimeUnit;

/**
 * How many events a listener is given at once: as many as it takes in some 50 ms, so that one that is slow can be stopped soon,
 * and one that is fast has few calls. Begins with 1. Listener's thread only.
 */
final class BatchSize {

    private static final long LONG_CALL = TimeUnit.MILLISECONDS.toNanos(50);

    private int limit = 1;

    /** How many events at most, 1 to {@link ListenerPlace#MAX_BATCH}. */
    int limit() {
        return limit;
    }

    /** A call has come back. */
    void called(int events, long nanos) {
        if (nanos > LONG_CALL) {
            limit = (int) Math.max(1, Math.min(limit, events * LONG_CALL / nanos));
        } else if (events == limit && nanos < LONG_CALL / 2) {
            limit = Math.min(ListenerPlace.MAX_BATCH, limit * 2);
        }
    }
}
