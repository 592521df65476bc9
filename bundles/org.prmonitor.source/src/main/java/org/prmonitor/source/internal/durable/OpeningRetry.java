package org.prmonitor.source.internal.durable;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tries with growing pauses to open what could not be opened, on a thread that is there only meanwhile. Any thread. */
final class OpeningRetry {

    private static final String THREAD = "prmonitor-durable-retry";
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LAST = Duration.ofMinutes(1);

    private final Supplier<@Nullable String> attempt;
    private final Runnable changed;

    // Guarded by this object's monitor.
    private @Nullable Thread thread;
    private String reason = "";
    private boolean isClosed;

    /**
     * Nothing to try yet.
     *
     * @param attempt says why it failed; null where there is nothing to try any more
     * @param changed called when an attempt succeeded, or failed for another reason than the one before
     */
    OpeningRetry(Supplier<@Nullable String> attempt, Runnable changed) {
        this.attempt = attempt;
        this.changed = changed;
    }

    /** It failed for this reason, and is to be tried again. */
    synchronized void schedule(String newReason) {
        reason = newReason;
        if (thread == null && !isClosed) {
            var created = new Thread(this::run, THREAD);
            created.setDaemon(true);
            created.setContextClassLoader(OpeningRetry.class.getClassLoader());
            thread = created;
            created.start();
        }
    }

    /** Nothing is tried any more. */
    synchronized void close() {
        isClosed = true;
        // Does nothing where there is none.
        LockSupport.unpark(thread);
    }

    /** After {@link #close}, waits for an attempt that goes on. */
    void awaitEnd(Duration patience) throws InterruptedException {
        Thread running;
        synchronized (this) {
            running = thread;
        }
        if (running != null && running != Thread.currentThread()) {
            running.join(patience.toMillis());
        }
    }

    private void run() {
        var pause = FIRST;
        while (true) {
            LockSupport.parkNanos(this, pause.toNanos());
            var failure = isClosed() ? null : attempt.get();
            synchronized (this) {
                if (isClosed) {
                    thread = null;
                    return;
                }
                if (failure == null) {
                    thread = null;
                } else if (failure.equals(reason)) {
                    var doubled = pause.multipliedBy(2);
                    pause = doubled.compareTo(LAST) > 0 ? LAST : doubled;
                    continue;
                } else {
                    reason = failure;
                }
            }
            changed.run();
            if (failure == null) {
                return;
            }
        }
    }

    private synchronized boolean isClosed() {
        return isClosed;
    }
}
