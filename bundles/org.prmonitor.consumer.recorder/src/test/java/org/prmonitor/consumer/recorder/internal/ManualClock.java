package org.prmonitor.consumer.recorder.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** It stands still until a test advances it. */
public final class ManualClock extends Clock {

    private volatile Instant now = SampleEvents.TIME;

    /** Forth, or back. */
    public void advance(Duration span) {
        now = now.plus(span);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public Instant instant() {
        return now;
    }
}
