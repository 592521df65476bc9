package org.prmonitor.nativeaccess.internal.wire;

import java.time.Instant;

/** Windows' system time: units of 100 ns since 1601-01-01 UTC ({@code FILETIME}). All methods take 0 or more. */
public final class WindowsTime {

    static final long UNITS_A_SECOND = 10_000_000;

    private static final long UNITS_A_MILLISECOND = UNITS_A_SECOND / 1_000;
    private static final int NANOSECONDS_A_UNIT = 100;

    /** From 1601 to 1970. */
    private static final long SECONDS_TO_1970 = 11_644_473_600L;

    private WindowsTime() {}

    /** As exact as it is. */
    public static Instant instant(long time) {
        return Instant.ofEpochSecond(time / UNITS_A_SECOND - SECONDS_TO_1970, time % UNITS_A_SECOND * NANOSECONDS_A_UNIT);
    }

    /**
     * Whole milliseconds since 1970, rounded down, as the JDK makes {@link ProcessHandle.Info#startInstant()}: that is what
     * a {@link org.prmonitor.api.event.ProcessKey} has on Windows.
     */
    public static long milliseconds(long time) {
        return time / UNITS_A_MILLISECOND - SECONDS_TO_1970 * 1_000;
    }
}
