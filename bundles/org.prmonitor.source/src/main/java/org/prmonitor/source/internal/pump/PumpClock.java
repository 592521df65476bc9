package org.prmonitor.source.internal.pump;

import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** Time as the pump sees it, so that a test can let a back-off of minutes pass at once. */
public interface PumpClock {

    /** The machine's clock. */
    PumpClock SYSTEM = new PumpClock() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public void park(long nanos) {
            LockSupport.parkNanos(this, nanos);
        }
    };

    /** Nanoseconds since an arbitrary moment. */
    long nanoTime();

    /** The wall clock. */
    Instant now();

    /**
     * Waits; ended early by {@link LockSupport#unpark}, an interrupt, or for no reason.
     *
     * @param nanos how long at most
     */
    void park(long nanos);
}
