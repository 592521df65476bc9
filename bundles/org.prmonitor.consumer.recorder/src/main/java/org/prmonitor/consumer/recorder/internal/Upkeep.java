package org.prmonitor.consumer.recorder.internal;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Does what time asks for though no event comes, on a thread of its own: at one moment, the earliest that was asked for.
 * Nothing runs while nothing was asked for. Thread-safe.
 */
final class Upkeep implements AutoCloseable {

    private final Runnable work;
    private final ScheduledThreadPoolExecutor thread;

    /** Null where none is planned. Guarded by this. */
    private @Nullable ScheduledFuture<?> planned;

    /** When that is, {@link System#nanoTime()}. Guarded by this. */
    private long due;

    Upkeep(Runnable work) {
        this.work = work;
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            var created = new Thread(task, "prmonitor-recorder-upkeep");
            created.setDaemon(true);
            return created;
        });
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.setRemoveOnCancelPolicy(true);
    }

    /** Asks for the work after that time at the latest. */
    synchronized void within(Duration delay) {
        var newDue = System.nanoTime() + delay.toNanos();
        if (thread.isShutdown() || planned != null && due - newDue <= 0) {
            return;
        }
        if (planned != null) {
            planned.cancel(false);
        }
        due = newDue;
        planned = thread.schedule(this::run, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public synchronized void close() {
        thread.shutdown();
    }

    private void run() {
        synchronized (this) {
            planned = null;
        }
        work.run();
    }
}
