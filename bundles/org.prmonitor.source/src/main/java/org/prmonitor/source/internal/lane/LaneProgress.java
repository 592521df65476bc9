package org.prmonitor.source.internal.lane;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** How far a lane has come, and where others wait for it to come further. The lane writes, any thread reads. */
final class LaneProgress {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final AtomicInteger waiting = new AtomicInteger();

    /** The last sequence number that has left the lane. Volatile on both sides of {@link #waiting}: see {@link #pass}. */
    private volatile long passed;

    /** This number and all before it have left. Lane's thread only. */
    void pass(long sequence) {
        passed = sequence;
        // Volatile write, then volatile read; a waiter counts itself, then reads: one of the two sees the other.
        if (waiting.get() > 0) {
            signal();
        }
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
            while (passed < sequence && !nobodyCares.getAsBoolean()) {
                var left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                if (!moved.await(left, TimeUnit.NANOSECONDS) && passed < sequence && !nobodyCares.getAsBoolean()) {
                    return false;
                }
            }
            return true;
        } finally {
            lock.unlock();
            waiting.decrementAndGet();
        }
    }
}
