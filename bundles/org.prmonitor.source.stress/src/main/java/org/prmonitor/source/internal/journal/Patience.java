package org.prmonitor.source.internal.journal;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Waits that must end because somebody ends them. A wake-up that was lost shows as a wait whose time runs out though what it
 * waited for has happened. Where that has not happened, the other actor has not had a processor in all that time, and the
 * wait is made again.
 */
final class Patience {

    /** What is said of waits that were ended. */
    static final String ENDED = "ended";

    /** What is said where one was not. */
    static final String RAN_OUT = "ran out";

    /** Shorter than the time after which jcstress gives a test up (30 s), so that it is told apart from one that hangs. */
    private static final long NANOS = TimeUnit.SECONDS.toNanos(10);

    private String verdict = ENDED;

    /**
     * Waits for the reader.
     *
     * @param happened whether the wait should have ended
     * @return whether there is something to read
     */
    boolean await(JournalReader reader, BooleanSupplier happened) {
        try {
            while (true) {
                var begin = System.nanoTime();
                var hasNext = reader.await(NANOS);
                if (System.nanoTime() - begin < NANOS) {
                    return hasNext;
                }
                if (happened.getAsBoolean()) {
                    verdict = RAN_OUT;
                    return hasNext;
                }
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("nobody interrupts an actor", interrupted);
        }
    }

    /** {@link #ENDED} or {@link #RAN_OUT}: of all waits together, since this was made. */
    String verdict() {
        return verdict;
    }
}
