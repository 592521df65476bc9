package org.prmonitor.nativeaccess.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class WindowsTimeTest {

    @Test
    void isCountedFrom1601() {
        assertEquals(Instant.parse("1601-01-01T00:00:00Z"), WindowsTime.instant(0));
        assertEquals(Instant.EPOCH, WindowsTime.instant(116_444_736_000_000_000L));
        assertEquals(Instant.parse("1970-01-01T00:00:00.000000100Z"), WindowsTime.instant(116_444_736_000_000_001L));
        assertEquals(0, WindowsTime.milliseconds(116_444_736_000_009_999L));
        assertEquals(-1, WindowsTime.milliseconds(116_444_735_999_999_999L));
    }

    @Property
    void millisecondsAreThoseOfTheInstant(@ForAll @LongRange(min = 0) long time) {
        assertEquals(WindowsTime.instant(time).toEpochMilli(), WindowsTime.milliseconds(time));
    }
}
