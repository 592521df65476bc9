package org.prmonitor.rcp.internal.model;

import java.time.Instant;

/** The time that a {@link FrameProducer} goes by. */
interface FrameClock {

    /** The system's. */
    FrameClock SYSTEM = new FrameClock() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public Instant instant() {
            return Instant.now();
        }
    };

    /** As {@link System#nanoTime()}. */
    long nanoTime();

    /** The time of day. */
    Instant instant();
}
