package org.prmonitor.bench.internal.host;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.prmonitor.testkit.ScriptedFeed;

/**
 * What several consumers have taken, and so what a feed may raise: never so much more than the slowest has taken that the
 * journal's tail would pass it. A kernel does not wait for anybody; a measurement of how fast a consumer can be has to.
 */
public final class Consumption implements LongSupplier {

    /** Half of the journal as it comes by default. */
    private static final int WINDOW = 1 << 15;

    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final long window;

    /** In portions: a slow way would have the pump wake up for every handful, on a processor that it needs itself. */
    private final long step;

    /** Filled before the feed begins. */
    private final List<AtomicLong> counters = new ArrayList<>();

    /** The last number of the feed. Guarded by this object's monitor: what was raised once stays raised. */
    private long limit;

    /** @param limit how many events there will be at most */
    public Consumption(long limit) {
        this(limit, WINDOW);
    }

    /**
     * For another journal than the default one.
     *
     * @param limit how many events there will be at most
     * @param window by how many the feed may be ahead of the slowest consumer: half of what the journal keeps; 4 or more
     */
    public Consumption(long limit, int window) {
        this.limit = limit;
        this.window = window;
        this.step = window / 4;
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
        count(counter, 1);
    }

    /** The consumer got an event, which stands for so many. As {@link #count(AtomicLong)}. */
    public static void count(AtomicLong counter, int events) {
        counter.setRelease(counter.getPlain() + events);
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
        return Math.min(limit, (taken() + window) / step * step);
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

    /** Waits until the slowest has taken so many. */
    public void awaitTaken(long events) throws BenchException {
        var deadline = System.nanoTime() + Container.PATIENCE.toNanos();
        while (taken() < events) {
            if (System.nanoTime() > deadline) {
                throw new BenchException((events - taken()) + " events of " + events + " did not arrive");
            }
            LockSupport.parkNanos(GLANCE_NANOS);
        }
    }
}
