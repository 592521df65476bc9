package org.prmonitor.source.internal.pump;

import java.time.Instant;

/** A clock on which a second takes ten milliseconds. */
final class HastyClock implements PumpClock {

    private static final int HASTE = 100;

    private final long begin = System.nanoTime();

    @Override
    public long nanoTime() {
        return (System.nanoTime() - begin) * HASTE;
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public void park(long nanos) {
        SYSTEM.park(nanos / HASTE + 1);
    }
}
