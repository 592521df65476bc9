package org.prmonitor.source.internal.pump;

import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.prmonitor.api.SourceState;

/** Where the pump says what it is doing, and where others wait for that to change. Any thread. */
public final class SituationBoard {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Written under the lock, read without. */
    private volatile Situation situation = Situation.without(SourceState.STARTING, List.of());

    /** What the source is doing now. */
    public Situation situation() {
        return situation;
    }

    /** Waits for a change, at most so many nanoseconds. */
    public void awaitChange(Situation from, long nanos) throws InterruptedException {
        lock.lock();
        try {
            var left = nanos;
            while (situation == from && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    void set(Situation newSituation) {
        lock.lock();
        try {
            situation = newSituation;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
