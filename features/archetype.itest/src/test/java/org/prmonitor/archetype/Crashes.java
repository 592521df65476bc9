package org.prmonitor.archetype;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Real processes that end by a signal, one after the other. One test thread. */
final class Crashes implements AutoCloseable {

    /** Between two of a storm: enough of them in a swap, and the build beside it goes on. */
    private static final long PAUSE_MILLIS = 10;

    /** SIGSEGV; a JVM says 128 more. */
    private static final int EXIT_CODE = 128 + 11;

    /** All that crashes, so that there is one order. */
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    /** In the order in which they ended; the thread's. */
    private final List<Long> pids = new ArrayList<>();

    private @Nullable ScheduledFuture<?> storm;

    /** One; returns its process id. */
    long one() throws InterruptedException, ExecutionException {
        return thread.submit(this::crash).get();
    }

    /** One after the other, until {@link #endStorm}. */
    void beginStorm() {
        storm = thread.scheduleWithFixedDelay(this::crash, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Fails where the storm has failed. */
    void endStorm() throws InterruptedException, ExecutionException {
        var running = storm;
        if (running != null && !running.cancel(false)) {
            try {
                running.get();
            } catch (CancellationException ended) {
                // As it should.
            }
        }
    }

    /** In the order in which they ended. */
    List<Long> pids() throws InterruptedException, ExecutionException {
        return thread.submit(() -> List.copyOf(pids)).get();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private long crash() {
        try {
            var process = new ProcessBuilder("sh", "-c", "kill -SEGV $$").start();
            if (process.waitFor() != EXIT_CODE) {
                throw new IOException("sh ended with " + process.exitValue() + " and not by SIGSEGV");
            }
            pids.add(process.pid());
            return process.pid();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            throw new CancellationException("closed while a process crashed");
        }
    }
}
