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
 * the next one: so lines gather in memory and leave together, when {@link #LARGE} bytes are there or a short delay after
 * the first of them. Nobody wakes up while nothing happens. Thread-safe; lines come out whole and in the order of the calls.
 *
 * <p>A stream that takes nothing blocks the caller, because an unbounded queue would only move the loss to the heap; the
 * caller's own source counts what it loses meanwhile.
 */
final class BatchedOutput implements AutoCloseable {

    /** Writes lines into memory. */
    @FunctionalInterface
    interface Lines {
        void writeTo(OutputStream buffer) throws IOException;
    }

    /** As much as a Linux pipe takes at once. */
    private static final int LARGE = 64 * 1024;

    private final OutputStream target;
    private final Duration delay;
    private final Consumer<IOException> onFailure;
    private final Thread flusher = new Thread(this::flushWhenDue, "prmonitor-console");

    private final ReentrantLock lock = new ReentrantLock();

    /** Signalled when the buffer is not empty any more, or at the end. */
    private final Condition work = lock.newCondition();

    /** Guarded by {@link #lock}. */
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(2 * LARGE);

    /** When the buffer has to leave, {@link System#nanoTime()}; of no meaning while it is empty. Guarded by {@link #lock}. */
    private long due;

    /** Why nothing is written any more; null while all is well. Guarded by {@link #lock}. */
    private @Nullable IOException failure;

    /** Guarded by {@link #lock}. */
    private boolean closed;

    /**
     * Starts its thread.
     *
     * @param target not closed here: standard output is not ours
     * @param delay how long a line waits for others at most
     * @param onFailure called once, when the target refuses; everything after that is dropped
     */
    BatchedOutput(OutputStream target, Duration delay, Consumer<IOException> onFailure) {
        this.target = target;
        this.delay = delay;
        this.onFailure = onFailure;
        flusher.setDaemon(true);
        flusher.start();
    }

    /** Takes lines; false when the stream is closed or broken and they were dropped. */
    boolean write(Lines lines) {
        lock.lock();
        try {
            if (closed || failure != null) {
                return false;
            }
            var idle = buffer.size() == 0;
            lines.writeTo(buffer);
            if (buffer.size() >= LARGE) {
                flushLocked();
            } else if (idle) {
                due = System.nanoTime() + delay.toNanos();
                work.signal();
            }
            return failure == null;
        } catch (IOException unformattable) {
            fail(unformattable);
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Writes what is there, and ends the thread. A second call does nothing. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                flushLocked();
                work.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void flushWhenDue() {
        lock.lock();
        try {
            while (!closed && failure == null) {
                if (buffer.size() == 0) {
                    work.await();
                } else {
                    // Asked again after each wait: the buffer may have left meanwhile, and another line begun the next.
                    var left = due - System.nanoTime();
                    if (left > 0) {
                        work.awaitNanos(left);
                    } else {
                        flushLocked();
                    }
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void flushLocked() {
        if (failure != null || buffer.size() == 0) {
            return;
        }
        try {
            buffer.writeTo(target);
            target.flush();
        } catch (IOException refused) {
            fail(refused);
        } finally {
            buffer.reset();
        }
    }

    private void fail(IOException reason) {
        failure = reason;
        onFailure.accept(reason);
    }
}
