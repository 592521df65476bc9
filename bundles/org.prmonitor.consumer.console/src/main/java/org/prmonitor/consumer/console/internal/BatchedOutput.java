package org.prmonitor.consumer.console.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lines on their way to a stream. A storm must not cost one system call an event, and a single event must not wait for
 * the next one: so a line leaves at once where none has left for a while, and those that follow gather in memory and leave together,
 * when {@link #LARGE} bytes are there or a short delay after the last ones left. Nobody wakes up while nothing happens. Thread-safe;
 * lines come out whole and in the order of the calls.
 *
 * <p>Only a thread of its own writes to the stream, which may take nothing for ever (a pager that waits for its user) and
 * cannot be interrupted. When {@link #FULL} bytes wait, callers wait too, because an unbounded queue would only move
 * the loss to the heap; their own source counts what it loses meanwhile. They can be interrupted, and {@link #close}
 * frees them.
 */
final class BatchedOutput {

    /** Writes lines into memory. One object for all items: to make one for each costs the first compiler's code as much as the lock. */
    @FunctionalInterface
    interface Lines<T> {
        void write(T item, OutputStream buffer) throws IOException;
    }

    /** As much as a Linux pipe takes at once. */
    private static final int LARGE = 64 * 1024;

    private static final int FULL = 4 * LARGE;

    private final OutputStream target;
    private final Duration delay;
    private final Consumer<IOException> onFailure;
    private final Thread writer = new Thread(this::writeBatches, "prmonitor-console");

    private final ReentrantLock lock = new ReentrantLock();

    /** Signalled when there may be something to do for {@link #writer}. */
    private final Condition work = lock.newCondition();

    /** Signalled when callers that wait may go on. */
    private final Condition room = lock.newCondition();

    /** Gathers. Guarded by {@link #lock}. */
    private ByteArrayOutputStream buffer = new ByteArrayOutputStream(2 * LARGE);

    /** The same object for every call, whichever buffer gathers: writers may keep what they have built upon it. Used under {@link #lock}. */
    private final OutputStream gathering = new OutputStream() {
        @Override
        public void write(int single) {
            buffer.write(single);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            buffer.write(bytes, offset, length);
        }
    };

    /** Leaves. The writer's alone but for the exchange, which is under {@link #lock}. */
    private ByteArrayOutputStream batch = new ByteArrayOutputStream(2 * LARGE);

    /** From when on a line leaves at once, {@link System#nanoTime()}. Guarded by {@link #lock}. */
    private long due;

    /** The {@link #writer} waits without an end: nothing came since the last lines left and the delay is over. Guarded by {@link #lock}. */
    private boolean idle;

    /** Nothing is taken any more: closed, or the target has refused. Guarded by {@link #lock}. */
    private boolean ended;

    /**
     * Starts its thread.
     *
     * @param target not closed here: standard output is not ours
     * @param delay how long a line waits for others at most, counted from when the last ones left
     * @param onFailure called once, on a thread of this object, when the target refuses; everything after that is dropped
     */
    BatchedOutput(OutputStream target, Duration delay, Consumer<IOException> onFailure) {
        this.target = target;
        this.delay = delay;
        this.onFailure = onFailure;
        due = System.nanoTime() + delay.toNanos();
        writer.setDaemon(true);
        writer.start();
    }

    /** Takes the lines of an item; false when they were dropped: the stream is closed or broken, or the thread was interrupted. */
    <T> boolean write(T item, Lines<T> lines) {
        lock.lock();
        try {
            while (buffer.size() >= FULL && !ended) {
                room.await();
            }
            if (ended) {
                return false;
            }
            var before = buffer.size();
            lines.write(item, gathering);
            if (idle || before < LARGE && buffer.size() >= LARGE) {
                work.signal();
            }
            return true;
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException impossible) {
            throw new IllegalStateException("memory does not fail so", impossible);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes nothing more, and waits until what is there is written. A second call does not wait.
     *
     * @param timeout how long at most
     * @return false when the stream did not take it in time
     */
    boolean close(Duration timeout) {
        lock.lock();
        try {
            if (ended) {
                return true;
            }
            end();
        } finally {
            lock.unlock();
        }
        try {
            writer.join(timeout.toMillis());
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
        return !writer.isAlive();
    }

    private void end() {
        ended = true;
        work.signal();
        room.signalAll();
    }

    private void writeBatches() {
        try {
            while (takeBatch()) {
                batch.writeTo(target);
                target.flush();
                batch.reset();
            }
        } catch (InterruptedException nobodyDoesThat) {
            Thread.currentThread().interrupt();
        } catch (IOException refused) {
            lock.lock();
            try {
                end();
            } finally {
                lock.unlock();
            }
            onFailure.accept(refused);
        }
    }

    /** Waits until something has to leave, and puts it into {@link #batch}; false at the end. */
    private boolean takeBatch() throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                var left = due - System.nanoTime();
                if (buffer.size() > 0 && (ended || left <= 0 || buffer.size() >= LARGE)) {
                    var full = buffer;
                    buffer = batch;
                    batch = full;
                    due = System.nanoTime() + delay.toNanos();
                    room.signalAll();
                    return true;
                }
                if (ended) {
                    return false;
                }
                if (left > 0) {
                    // What comes meanwhile leaves with the rest when this is over: in a storm nobody has to wake us for it.
                    work.awaitNanos(left);
                } else {
                    idle = true;
                    work.await();
                    idle = false;
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
