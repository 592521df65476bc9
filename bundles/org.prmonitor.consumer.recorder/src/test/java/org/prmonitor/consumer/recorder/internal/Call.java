package org.prmonitor.consumer.recorder.internal;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A call on a thread of its own, whose failure is the test's. */
final class Call {

    /** What it does. */
    @FunctionalInterface
    interface Body {
        void run() throws Exception;
    }

    private static final long PATIENCE_SECONDS = 30;

    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Thread thread;

    Call(Body body) {
        thread = new Thread(() -> {
            try {
                body.run();
            } catch (Exception thrown) {
                failure.set(thrown);
            }
        });
        thread.start();
    }

    void interrupt() {
        thread.interrupt();
    }

    boolean isRunning() {
        return thread.isAlive();
    }

    /** Waits for its end, and throws what it threw. */
    void join() throws Exception {
        thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        assertFalse(thread.isAlive(), "the call has ended");
        var thrown = failure.get();
        if (thrown != null) {
            throw thrown;
        }
    }
}
