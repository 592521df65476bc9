package org.prmonitor.bench.internal.host;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.prmonitor.testkit.ScriptedFeed;

/**
 * What several consumers have taken, and so what a feed may raise: never so much more than the slowest has taken that the
 * journal's tail would pass it. A kernel does not wait for anybody; a measurement of how fast a consumer can be has to.
 */
public final class Consumption implements LongSupplier {

    /** Half of the journal. */
    private static final long WINDOW = 1 << 15;

    /** In portions: a slow way would have the pump wake up for every handful, on a processor that it needs itself. */
    private static final long STEP = WINDOW / 4;

    /** Filled before the feed begins. */
    private final List<AtomicLong> counters = new ArrayList<>();

    /** The last number of the feed. Guarded by this object's monitor: what was raised once stays raised. */
    private long limit;

    /** @param limit how many events there will be at most */
    public Consumption(long limit) {
        this.limit = limit;
    }

    /**
     * One more consumer. Before the feed begins.
     *
     * @return what it counts its events with, by {@link #count}
     */
    public AtomicLong newCounter() {
        var counter = new AtomicLong();
        counters.add(counter);
        return counter;
    }

    /** The consumer got an event. One thread at a time, each of which has seen what the one before did. */
    public static void count(AtomicLong counter) {
        counter.setRelease(counter.getPlain() + 1);
    }

    /** What the slowest has taken. Any thread. */
    public long taken() {
        var least = Long.MAX_VALUE;
        for (var counter : counters) {
            least = Math.min(least, counter.getAcquire());
        }
        return least;
    }

    /** How many events there are now. */
    @Override
    public synchronized long getAsLong() {
        return Math.min(limit, (taken() + WINDOW) / STEP * STEP);
    }

    /** Exits that are raised as fast as they are taken. */
    public ScriptedFeed feed() {
        return ScriptedFeed.exits(this);
    }

    /**
     * No more events than there are now.
     *
     * @return how many that is
     */
    public synchronized long end() {
        limit = getAsLong();
        return limit;
    }
}
