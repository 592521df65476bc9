package org.prmonitor.testkit;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * So many a second, counted from the first time that somebody asks, up to a limit or until it is stopped. Who is late finds what
 * has come due meanwhile, as with a kernel. Any thread.
 */
public final class SteadyRate implements LongSupplier {

    private final long perSecond;
    private final long limit;
    /** Nanoseconds since whenever. */
    private final LongSupplier clock;

    /** The clock at the first question. Guarded by this object's monitor, as all below. */
    private long begin;

    private boolean begun;
    /** The count at which it was stopped; negative while it was not. */
    private long stoppedAt = -1;

    /**
     * Goes on until stopped.
     *
     * @param perSecond 1 to 1,000,000,000
     */
    public SteadyRate(long perSecond) {
        this(perSecond, Long.MAX_VALUE);
    }

    /**
     * Ends by itself.
     *
     * @param perSecond 1 to 1,000,000,000
     * @param limit how many in all
     */
    public SteadyRate(long perSecond, long limit) {
        this(perSecond, limit, System::nanoTime);
    }

    /**
     * By a time that the test moves, from now on.
     *
     * @param perSecond 1 to 1,000,000,000, by that time
     * @param limit how many in all
     * @param time moved by the test
     */
    public SteadyRate(long perSecond, long limit, ScriptedTime time) {
        this(perSecond, limit, time::nanoTime);
        getAsLong();
    }

    private SteadyRate(long perSecond, long limit, LongSupplier clock) {
        if (perSecond < 1 || perSecond > TimeUnit.SECONDS.toNanos(1)) {
            throw new IllegalArgumentException("a rate of " + perSecond + "/s is not from 1 to 1000000000");
        }
        this.perSecond = perSecond;
        this.limit = limit;
        this.clock = clock;
    }

    /** How many have come due. */
    @Override
    public synchronized long getAsLong() {
        if (stoppedAt >= 0) {
            return stoppedAt;
        }
        var now = clock.getAsLong();
        if (!begun) {
            begun = true;
            begin = now;
        }
        var elapsed = now - begin;
        var second = TimeUnit.SECONDS.toNanos(1);
        // In two parts: years of nanoseconds times the rate are more than a long holds.
        var due = elapsed / second * perSecond + elapsed % second * perSecond / second;
        return Math.min(limit, due);
    }

    /**
     * No more from now on. A second call changes nothing.
     *
     * @return how many it came to
     */
    public synchronized long stop() {
        if (stoppedAt < 0) {
            stoppedAt = begun ? getAsLong() : 0;
        }
        return stoppedAt;
    }
}
