package org.prmonitor.nativeaccess.internal.linux;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * Turns the kernel's {@code CLOCK_BOOTTIME} into wall-clock time: boot clock + (CLOCK_REALTIME − CLOCK_BOOTTIME). That
 * difference moves when somebody sets the clock and while NTP slews it, so it is measured again now and then. One
 * thread.
 */
public final class BootClock implements BootTimeline {

    /** {@code /proc} gives start times in ticks of USER_HZ, 100 a second on every architecture in use. */
    public static final long NANOS_PER_TICK = 10_000_000;

    private static final long REFRESH_NANOS = 1_000_000_000;
    private static final int SAMPLES = 3;

    private final LinuxLibrary library;
    private final ByteBuffer timespec = LinuxLibrary.allocate(16);
    private long offset;
    private long measuredAt;

    /** Measures at once. */
    public BootClock(LinuxLibrary library) {
        this.library = library;
        measure();
    }

    /** {@code CLOCK_BOOTTIME} now, in nanoseconds. */
    public long bootNanos() {
        return library.clockNanos(LinuxLibrary.CLOCK_BOOTTIME, timespec);
    }

    @Override
    public Instant instant(long bootNanos) {
        var nanos = bootNanos + offset;
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }

    @Override
    public Instant now() {
        return instant(bootNanos());
    }

    /** The start time that {@code /proc/PID/stat} has in field 22, from the kernel's {@code start_boottime}. */
    public static long ticks(long bootNanos) {
        return Long.divideUnsigned(bootNanos, NANOS_PER_TICK);
    }

    /** Measures again if the last measurement is older than a second. Cheap: call it once a batch. */
    public void refresh() {
        if (System.nanoTime() - measuredAt > REFRESH_NANOS) {
            measure();
        }
    }

    private void measure() {
        // The two clocks cannot be read at once: of some tries the one with the shortest gap is the most exact.
        var shortest = Long.MAX_VALUE;
        for (var sample = 0; sample < SAMPLES; sample++) {
            var before = bootNanos();
            var wall = library.clockNanos(LinuxLibrary.CLOCK_REALTIME, timespec);
            var gap = bootNanos() - before;
            if (gap < shortest) {
                shortest = gap;
                offset = wall - (before + gap / 2);
            }
        }
        measuredAt = System.nanoTime();
    }
}
