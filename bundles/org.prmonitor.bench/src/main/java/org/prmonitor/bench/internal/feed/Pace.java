package org.prmonitor.bench.internal.feed;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** When the next event of an even stream is due. Waits without sleeping where a sleep would be too long. One thread. */
final class Pace {

    /** How much longer than asked a sleep may last. */
    private static final long SLEEP_ERROR_NANOS = TimeUnit.MICROSECONDS.toNanos(150);

    private final long begin = System.nanoTime();
    private final long perSecond;

    Pace(long perSecond) {
        this.perSecond = perSecond;
    }

    /** How many events are due by now, the first at once. */
    long due() {
        return nanos() * perSecond / TimeUnit.SECONDS.toNanos(1) + 1;
    }

    /** Waits until one more than so many are due. */
    void awaitMoreThan(long events) {
        var at = (events * TimeUnit.SECONDS.toNanos(1) + perSecond - 1) / perSecond;
        for (var left = at - nanos(); left > 0; left = at - nanos()) {
            if (left > SLEEP_ERROR_NANOS) {
                LockSupport.parkNanos(left - SLEEP_ERROR_NANOS);
            } else {
                Thread.onSpinWait();
            }
        }
    }

    /** Since it began. */
    long nanos() {
        return System.nanoTime() - begin;
    }
}
