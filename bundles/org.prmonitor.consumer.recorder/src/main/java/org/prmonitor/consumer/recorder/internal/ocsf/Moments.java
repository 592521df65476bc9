package org.prmonitor.consumer.recorder.internal.ocsf;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Moments and spans as OCSF's {@code timestamp_t} has them: milliseconds since 1970. What a long cannot hold is cut off at its ends. */
final class Moments {

    private Moments() {}

    static long millis(Instant instant) {
        try {
            return instant.toEpochMilli();
        } catch (ArithmeticException farAway) {
            return instant.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    /** The start of something that ended after that time; null where either is not known. */
    static @Nullable Long start(Instant end, @Nullable Duration lifetime) {
        if (lifetime == null) {
            return null;
        }
        try {
            return end.minus(lifetime).toEpochMilli();
        } catch (ArithmeticException | DateTimeException farAway) {
            return null;
        }
    }

    static @Nullable Long nanos(@Nullable Duration span) {
        if (span == null) {
            return null;
        }
        try {
            return span.toNanos();
        } catch (ArithmeticException tooLong) {
            return span.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }
}
