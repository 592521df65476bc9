package org.prmonitor.nativeaccess.internal.polling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class PollingIntervalTest {

    @Property
    void whatIsInRangeIsTakenAsAnyType(@ForAll @LongRange(min = 10, max = 60_000) long milliseconds) {
        for (Object value : List.<Object>of(milliseconds, (int) milliseconds, " " + milliseconds + " ")) {
            assertEquals(Duration.ofMillis(milliseconds), PollingInterval.of(Map.of("interval.milliseconds", value)));
        }
    }

    @Property
    void whatIsOutOfRangeIsRefusedByName(@ForAll long milliseconds) {
        if (milliseconds < 10 || milliseconds > 60_000) {
            refused(milliseconds);
        }
    }

    @Example
    void edgesAndNonsenseAreRefusedByName() {
        for (Object value : List.<Object>of(9, 60_001, 0, -50, "fast", "", "1e3", 50.5, List.of(50))) {
            refused(value);
        }
    }

    private static void refused(Object value) {
        var failure = assertThrows(IllegalArgumentException.class, () -> PollingInterval.of(Map.of("interval.milliseconds", value)));
        assertTrue(failure.getMessage().startsWith("interval.milliseconds=" + value + " "), failure.getMessage());
    }

    @Example
    void nothingIsTheDefault() {
        assertEquals(Duration.ofMillis(50), PollingInterval.of(Map.of("service.pid", "x")));
    }
}
