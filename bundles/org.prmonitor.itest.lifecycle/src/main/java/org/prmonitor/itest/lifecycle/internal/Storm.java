package org.prmonitor.itest.lifecycle.internal;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Processes that come and go all the time, so that there are events whatever happens to the bundles. */
final class Storm {

    private static final long PAUSE_MILLIS = 5;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "storm");
    /** Written by the storm's thread, read after it has ended. */
    private @Nullable Exception failure;

    Storm() {
        thread.start();
    }

    private void run() {
        try {
            while (!stopped.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                new ProcessBuilder("true").start().waitFor();
            }
        } catch (IOException | InterruptedException problem) {
            failure = problem;
        }
    }

    /** Ends the storm, and fails if it had died before. */
    void stop() throws InterruptedException {
        stopped.countDown();
        thread.join();
        if (failure != null) {
            throw new AssertionError("the storm died", failure);
        }
    }
}
