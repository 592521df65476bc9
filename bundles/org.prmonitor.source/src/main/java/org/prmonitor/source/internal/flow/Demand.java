package org.prmonitor.source.internal.flow;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** How many entries a subscriber has asked for and not got. Any thread adds, the subscription's own takes away. */
final class Demand {

    /** As many as there will ever be: such a demand does not shrink (Reactive Streams, 3.17). */
    private static final long UNBOUNDED = Long.MAX_VALUE;

    private final AtomicLong requested = new AtomicLong();

    /** The first request that was refused; null for none. Written once, under this object's monitor. */
    private volatile @Nullable Long refused;

    /**
     * So many more.
     *
     * @param count 1 or more
     * @return whether there was none before, for which the subscription's thread may be waiting
     */
    boolean add(long count) {
        return requested.getAndAccumulate(count, Demand::saturatedSum) == 0;
    }

    /** A request for a number that is not positive (3.9). */
    synchronized void refuse(long count) {
        if (refused == null) {
            refused = count;
        }
    }

    /** How many are wanted now. */
    long wanted() {
        return requested.get();
    }

    /** So many of them were given. Subscription's thread. */
    void give(long count) {
        if (count > 0 && requested.get() != UNBOUNDED) {
            requested.accumulateAndGet(count, (before, given) -> before == UNBOUNDED ? before : before - given);
        }
    }

    /** A request that makes no sense; null for none. */
    @Nullable Long refused() {
        return refused;
    }

    private static long saturatedSum(long before, long added) {
        var sum = before + added;
        return sum < 0 ? UNBOUNDED : sum;
    }
}
