package org.prmonitor.matrix.trial;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Looks until something is so: there is nobody who would tell. */
final class Waiting {

    static final long PATIENCE_SECONDS = 60;

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private Waiting() {}

    /**
     * Waits until a look finds nothing wrong.
     *
     * @param wrong what is still wrong; empty for nothing
     */
    static void untilNothing(String what, Callable<String> wrong) throws Exception {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        for (var found = wrong.call(); !found.isEmpty(); found = wrong.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(what + ": " + found);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
