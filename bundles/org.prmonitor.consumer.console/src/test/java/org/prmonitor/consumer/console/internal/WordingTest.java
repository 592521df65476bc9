package org.prmonitor.consumer.console.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatterBuilder;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class WordingTest {

    @Property
    void instantsAreWhatTheLibraryWrites(
            @ForAll @LongRange(min = 0, max = 253402300799L) long second, @ForAll @IntRange(max = 999_999_999) int nanosecond) {
        var instant = Instant.ofEpochSecond(second, nanosecond);
        var library = new DateTimeFormatterBuilder().appendInstant(9).toFormatter().withZone(ZoneOffset.UTC);
        assertEquals(library.format(instant), new InstantText().utc(instant));
    }
}
