package org.prmonitor.source.internal.lane;

import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** How far a lane has come, and where others wait for it to come further. The lane writes, any thread reads. */
final class LaneProgress {

    /** How often a waiter looks by itself: the lane may have seen it too late, and be in a call that does not end. */
    private static final long GLANCE = TimeUnit.MILLISECONDS.toNanos(10);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final AtomicInteger waiting = new AtomicInteger();

    /** The last sequence number that has left the lane. Written by the lane with release: a fence for every event is dear. */
    private final AtomicLong passed = new AtomicLong();

    /** This number and all before it have left. Lane's thread only. */
    void pass(long sequence) {
        passed.setRelease(sequence);
        // May miss one that begins to wait just now, whom settle() sees.
        if (waiting.getOpaque() > 0) {
            signal();
        }
    }

    /** Nothing passes for a while, or a number of events have. Lane's thread only. */
    void settle() {
        // Pairs with the increment in await: a waiter counts itself, then reads, and one of the two sees the other.
        VarHandle.fullFence();
        if (waiting.getOpaque() > 0) {
            signal();
        }
    }

    /** The last sequence number that has left the lane. Any thread. */
    long passed() {
        return passed.getAcquire();
    }

    /** The waiters look again. */
    void signal() {
        lock.lock();
        try {
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until a number has left.
     *
     * @param nobodyCares ends the wait as a success: there is nothing that it could leave through
     * @param nanos how long at most
     * @return false when the time ran out first
     */
    boolean await(long sequence, BooleanSupplier nobodyCares, long nanos) throws InterruptedException {
        var deadline = System.nanoTime() + nanos;
        waiting.incrementAndGet();
        lock.lock();
        try {
            while (passed.get() < sequence && !nobodyCares.getAsBoolean()) {
                var left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                moved.awaitNanos(Math.min(left, GLANCE));
            }
            return true;
        } finally {
            lock.unlock();
            waiting.decrementAndGet();
        }
    }
}
