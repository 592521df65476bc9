package org.prmonitor.source.internal.pump;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What other threads ask the pump to do, in the order in which they asked. */
final class CommandQueue {

    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock.
    private final Deque<Runnable> commands = new ArrayDeque<>();
    private boolean closed;

    /** Whether there is something to do. Written under the lock, read without, so that the pump may look often. */
    private volatile boolean pending;

    /**
     * Puts a command in. The caller wakes the pump.
     *
     * @return false when the pump has ended and will not run it
     */
    boolean offer(Runnable command) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            commands.add(command);
            pending = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    boolean isPending() {
        return pending;
    }

    /** The next command; null when there is none. */
    @Nullable Runnable poll() {
        lock.lock();
        try {
            var command = commands.poll();
            pending = !commands.isEmpty();
            return command;
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more. What is in it can still be polled. */
    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }
}
