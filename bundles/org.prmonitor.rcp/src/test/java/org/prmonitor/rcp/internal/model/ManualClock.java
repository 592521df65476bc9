package org.prmonitor.rcp.internal.model;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is told. One thread's. */
final class ManualClock extends Clock implements FrameClock {

    static final Instant BEGIN = Instant.parse("2026-01-01T12:00:00Z");

    private Duration passed = Duration.ZERO;

    void advance(Duration time) {
        passed = passed.plus(time);
    }

    void advanceMillis(long milliseconds) {
        advance(Duration.ofMillis(milliseconds));
    }

    @Override
    public long nanoTime() {
        return passed.toNanos();
    }

    @Override
    public Instant instant() {
        return BEGIN.plus(passed);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("UTC only");
    }
}
