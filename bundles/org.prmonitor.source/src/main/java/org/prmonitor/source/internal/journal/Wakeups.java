package org.prmonitor.source.internal.journal;

import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The wake-up between a journal's writer and its readers. A reader that waits says so before it looks a last time; the writer
 * looks who waits after it has written. With a full fence between the two on either side, one of them sees the other, and
 * the writer of a journal that nobody waits for pays a fence and nothing else.
 */
public final class Wakeups {

    private final List<Sleeper> sleepers = new CopyOnWriteArrayList<>();

    /** How many readers are about to park or parked. */
    private final AtomicInteger waiting = new AtomicInteger();

    /** Wakes the readers that wait. Writer only; called once a batch, because the fence and a wake-up cost more than an append. */
    public void wakeAll() {
        // Pairs with the fence in Sleeper.await: either that reader sees what was written, or we see that it waits.
        VarHandle.fullFence();
        if (waiting.getOpaque() > 0) {
            for (var sleeper : sleepers) {
                sleeper.unpark();
            }
        }
    }

    /**
     * One more reader. Any thread.
     *
     * @param hasNext whether there is something to read
     */
    public Sleeper register(BooleanSupplier hasNext) {
        var sleeper = new Sleeper(hasNext);
        sleepers.add(sleeper);
        return sleeper;
    }

    /** How many readers are about to park or parked. Any thread. */
    int waiting() {
        return waiting.get();
    }

    /** One reader's wait. */
    public final class Sleeper implements AutoCloseable {

        private final BooleanSupplier hasNext;

        /** The thread that waits or is about to; null for none. */
        private volatile @Nullable Thread waiter;

        /** Set by {@link #wakeup}, taken back by {@link #await}. */
        private volatile boolean woken;

        private Sleeper(BooleanSupplier hasNext) {
            this.hasNext = hasNext;
        }

        /** See {@link EventCursor#await}. One thread at a time. */
        public boolean await(long nanos) throws InterruptedException {
            if (hasNext.getAsBoolean()) {
                return true;
            }
            var deadline = System.nanoTime() + nanos;
            waiter = Thread.currentThread();
            waiting.incrementAndGet();
            // Pairs with the fence in wakeAll: either the writer sees that we wait, or we see what it wrote.
            VarHandle.fullFence();
            try {
                while (!hasNext.getAsBoolean() && !woken) {
                    var left = deadline - System.nanoTime();
                    if (left <= 0) {
                        break;
                    }
                    LockSupport.parkNanos(this, left);
                    if (Thread.interrupted()) {
                        throw new InterruptedException();
                    }
                }
            } finally {
                waiting.decrementAndGet();
                waiter = null;
                woken = false;
            }
            return hasNext.getAsBoolean();
        }

        /** See {@link EventCursor#wakeup}. Any thread. */
        public void wakeup() {
            woken = true;
            unpark();
        }

        /** Ends the registration. Any thread. */
        @Override
        public void close() {
            sleepers.remove(this);
        }

        private void unpark() {
            var thread = waiter;
            if (thread != null) {
                LockSupport.unpark(thread);
            }
        }
    }
}
