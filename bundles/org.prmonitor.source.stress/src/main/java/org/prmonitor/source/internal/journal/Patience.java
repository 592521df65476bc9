package org.prmonitor.source.internal.journal;

import java.util.concurrent.TimeUnit;

/**
 * Waits that must end because somebody ends them. A wake-up that was lost shows as a wait that ends when its time has run
 * out, which is long enough for any machine to have done what it was to wait for.
 */
final class Patience {

    /** What is said of a wait that was ended. */
    static final String ENDED = "ended";

    /** What is said of a wait that nobody ended. */
    static final String RAN_OUT = "ran out";

    /** Shorter than the time after which jcstress gives a test up (30 s), so that it is told apart from one that hangs. */
    private static final long NANOS = TimeUnit.SECONDS.toNanos(10);

    private final long begin = System.nanoTime();

    /** Waits for the reader; whether there is something to read. */
    boolean await(JournalReader reader) {
        try {
            return reader.await(NANOS);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("nobody interrupts an actor", interrupted);
        }
    }

    /** {@link #ENDED} or {@link #RAN_OUT}: of all waits together, since this was made. */
    String verdict() {
        return System.nanoTime() - begin < NANOS ? ENDED : RAN_OUT;
    }
}
