package org.prmonitor.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How a consumer was stopped.
 *
 * @param ended whether it was, in the end
 * @param text what to say of it
 */
record Stopping(boolean ended, String text) {

    /** Beyond what the source itself waits for a call before it leaves it behind. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    /** What stops it. */
    @FunctionalInterface
    interface Stop {
        void run() throws Exception;
    }

    /** On a thread of its own: what does not come back must not keep the test. */
    static Stopping of(Stop stop, Duration limit) throws Exception {
        var begin = System.nanoTime();
        var task = new FutureTask<Void>((Callable<Void>) () -> {
            stop.run();
            return null;
        });
        var thread = new Thread(task, "prmonitor-testkit-stop");
        thread.setDaemon(true);
        thread.start();
        var patience = limit.plus(GRACE);
        try {
            task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new Stopping(true, "it could be stopped, within " + CallWatch.text(Duration.ofNanos(System.nanoTime() - begin)));
        } catch (TimeoutException late) {
            var frames = CallWatch.frames(thread.getName(), thread.getStackTrace());
            thread.interrupt();
            return new Stopping(false, "it does not stop within " + CallWatch.text(patience) + frames);
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof Exception cause ? cause : failure;
        }
    }
}
