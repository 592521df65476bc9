package org.prmonitor.bench.internal.storm;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.prmonitor.bench.internal.host.BenchException;

/**
 * Ctrl-C and a termination signal, made into an interrupt of the thread that measures: on its way out of its blocks it ends the programs
 * that it has started, puts back what it has set and deletes its files. The JVM waits for that.
 */
final class OrderlyEnd {

    /** More than is given to the slowest, which is who puts back the settings of the audit. */
    private static final long PATIENCE_SECONDS = 40;

    private final Thread thread = Thread.currentThread();
    private final CountDownLatch cleanedUp = new CountDownLatch(1);
    private volatile boolean requested;

    private OrderlyEnd() {}

    /** What can be ended at every wait. */
    @FunctionalInterface
    interface Work<R> {
        R run() throws IOException, InterruptedException, BenchException;
    }

    /** Does it. Does not come back once the JVM is ending: whoever called would begin something else. */
    static <R> R of(Work<R> work) throws IOException, InterruptedException, BenchException {
        var end = new OrderlyEnd();
        var hook = new Thread(end::interrupt, "prmonitor-bench-storm-end");
        if (!isInTime(() -> Runtime.getRuntime().addShutdownHook(hook))) {
            awaitEndOfJvm();
        }
        try {
            return work.run();
        } catch (IOException | InterruptedException | BenchException | RuntimeException failure) {
            if (end.requested) {
                tell(failure);
            }
            throw failure;
        } finally {
            end.cleanedUp.countDown();
            if (!isInTime(() -> Runtime.getRuntime().removeShutdownHook(hook))) {
                awaitEndOfJvm();
            }
        }
    }

    /** False where the JVM is ending, which is when its hooks are what they are. */
    private static boolean isInTime(Runnable change) {
        try {
            change.run();
            return true;
        } catch (IllegalStateException ending) {
            return false;
        }
    }

    private static void awaitEndOfJvm() {
        while (true) {
            // Or it would not park.
            Thread.interrupted();
            LockSupport.park();
        }
    }

    /** What went wrong while it cleaned up: nobody else will say it. That it was interrupted is known. */
    private static void tell(Throwable failure) {
        if (!(failure instanceof InterruptedException) && !(failure instanceof ClosedByInterruptException)) {
            System.err.println("prmonitor: bench: " + failure.getMessage());
        }
        for (var suppressed : failure.getSuppressed()) {
            tell(suppressed);
        }
    }

    private void interrupt() {
        requested = true;
        thread.interrupt();
        try {
            if (!cleanedUp.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("prmonitor: bench: does not come to an end within " + PATIENCE_SECONDS
                        + " s; what it has started may still run, and files of it may be left in " + System.getProperty("java.io.tmpdir"));
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }
}
