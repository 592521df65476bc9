package org.prmonitor.api.text;

import java.util.Locale;

/** A span of time in the two units that matter. */
public final class LifetimeText {

    private static final long MICROSECOND = 1_000;
    private static final long MILLISECOND = 1_000 * MICROSECOND;
    private static final long SECOND = 1_000 * MILLISECOND;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private LifetimeText() {}

    /**
     * {@return text such as {@code 0.4 ms}, {@code 12.3 s}, {@code 2 m 05 s} or {@code 3 d 04 h}}
     *
     * @param nanoseconds 0 or more
     */
    public static String of(long nanoseconds) {
        if (nanoseconds < SECOND) {
            return tenths(nanoseconds, MILLISECOND) + " ms";
        }
        if (nanoseconds < MINUTE) {
            return tenths(nanoseconds, SECOND) + " s";
        }
        if (nanoseconds < HOUR) {
            return two(nanoseconds, MINUTE, "m", SECOND, "s");
        }
        if (nanoseconds < DAY) {
            return two(nanoseconds, HOUR, "h", MINUTE, "m");
        }
        return two(nanoseconds, DAY, "d", HOUR, "h");
    }

    /** Cut off, not rounded: 59.96 s is not a minute. */
    private static String tenths(long nanoseconds, long unit) {
        return nanoseconds / unit + "." + nanoseconds % unit * 10 / unit;
    }

    private static String two(long nanoseconds, long big, String bigName, long small, String smallName) {
        return String.format(Locale.ROOT, "%d %s %02d %s", nanoseconds / big, bigName, nanoseconds % big / small, smallName);
    }
}
