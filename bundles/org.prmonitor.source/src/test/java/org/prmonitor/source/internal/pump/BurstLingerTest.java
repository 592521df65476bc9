package org.prmonitor.source.internal.pump;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.prmonitor.source.internal.configuration.SettingsParser;
import org.prmonitor.source.internal.configuration.SourceSettings;

class BurstLingerTest {

    private final BurstLinger linger = new BurstLinger(SourceSettings.defaults());

    @Test
    void singleEventsAreNeverDelayedForLonger() {
        drain(100, BurstLinger.BURST_EVENTS - 1);
        assertMillis(5);
    }

    @Test
    void aBurstThatGoesOnMayGatherLongerUntilItEnds() {
        drain(BurstLinger.BURST_DRAINS - 1, BurstLinger.BURST_EVENTS);
        assertMillis(5);
        drain(1, BurstLinger.BURST_EVENTS);
        assertMillis(20);
        drain(10, BurstLinger.BURST_EVENTS * BurstLinger.STRETCH);
        assertMillis(20);
        drain(1, BurstLinger.BURST_EVENTS * BurstLinger.STRETCH - 1);
        assertMillis(5);
    }

    @Test
    void aRingThatCouldFillUpIsNotLeftAloneForLonger() {
        drain(100, 513);
        assertMillis(5);
        drain(100, 512);
        assertMillis(20);
        drain(1, 513 * BurstLinger.STRETCH);
        assertMillis(5);
        linger.configure(settings(Map.of("ringBytes", 32768)));
        drain(100, BurstLinger.BURST_EVENTS);
        assertMillis(5);
    }

    @Test
    void whoWantsNoLingerGetsNone() {
        linger.configure(settings(Map.of("lingerMillis", 0)));
        drain(100, 100);
        assertMillis(0);
    }

    private static SourceSettings settings(Map<String, ?> configuration) {
        return new SettingsParser(configuration, SourceSettings.defaults()).settings();
    }

    private void drain(int times, long events) {
        for (var time = 0; time < times; time++) {
            linger.drained(events);
        }
    }

    private void assertMillis(long expected) {
        assertEquals(expected, TimeUnit.NANOSECONDS.toMillis(linger.nanos()));
    }
}
