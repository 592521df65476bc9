package org.prmonitor.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ScriptedTimeTest {

    private final ScriptedTime time = new ScriptedTime();

    @Test
    void itStandsStillUntilItIsMoved() {
        assertEquals(ScriptedTime.BEGIN, time.instant());
        var elsewhere = time.withZone(ZoneId.of("Asia/Tokyo"));
        time.advance(Duration.ofMinutes(10));
        assertEquals(ScriptedTime.BEGIN.plusSeconds(600), time.instant());
        assertEquals(time.instant(), elsewhere.instant());
        assertEquals(ZoneId.of("Asia/Tokyo"), elsewhere.getZone());
        assertEquals(Duration.ofMinutes(10).toNanos(), time.nanoTime());
    }

    @Test
    void itDoesNotGoBack() {
        time.moveTo(ScriptedTime.BEGIN.plusNanos(2));
        var refusal = assertThrows(IllegalArgumentException.class, () -> time.moveTo(ScriptedTime.BEGIN.plusNanos(1)));
        assertEquals(
                "time does not go back from 2026-01-01T00:00:00.000000002Z to 2026-01-01T00:00:00.000000001Z", refusal.getMessage());
    }

    @Test
    void aRateFollowsIt() {
        var rate = new SteadyRate(1_000, 2_500, time);
        assertEquals(0, rate.getAsLong());
        time.advance(Duration.ofSeconds(2));
        assertEquals(2_000, rate.getAsLong());
        time.advance(Duration.ofSeconds(2));
        assertEquals(2_500, rate.getAsLong());
    }
}
