package org.prmonitor.nativeaccess.internal.polling;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How long between two looks. */
final class PollingInterval {

    /** The name in the configuration. */
    static final String PROPERTY = "interval.milliseconds";

    static final long DEFAULT_MILLISECONDS = 50;

    static final Duration DEFAULT = Duration.ofMillis(DEFAULT_MILLISECONDS);

    private static final long MIN_MILLISECONDS = 10;
    private static final long MAX_MILLISECONDS = 60_000;

    private PollingInterval() {}

    /**
     * Reads it from a configuration, which may have it as any type.
     *
     * @throws IllegalArgumentException that names the property, the value, and what would do
     */
    static Duration of(Map<String, Object> configuration) {
        @Nullable Object value = configuration.get(PROPERTY);
        if (value == null) {
            return DEFAULT;
        }
        try {
            var milliseconds = Long.parseLong(value.toString().strip());
            if (milliseconds >= MIN_MILLISECONDS && milliseconds <= MAX_MILLISECONDS) {
                return Duration.ofMillis(milliseconds);
            }
        } catch (NumberFormatException noNumber) {
            // Said below, in the same words as a number out of range.
        }
        throw new IllegalArgumentException(PROPERTY + "=" + value + " is no whole number of milliseconds from " + MIN_MILLISECONDS
                + " to " + MAX_MILLISECONDS);
    }
}
