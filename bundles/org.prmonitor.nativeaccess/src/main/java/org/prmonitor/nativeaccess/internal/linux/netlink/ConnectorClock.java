package org.prmonitor.nativeaccess.internal.linux.netlink;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.prmonitor.nativeaccess.internal.linux.BootClock;
import org.prmonitor.nativeaccess.internal.linux.BootTimeline;
import org.prmonitor.nativeaccess.internal.linux.LinuxLibrary;

/**
 * The connector's time. It stamps with CLOCK_MONOTONIC, while start times are CLOCK_BOOTTIME: the two differ by how long
 * the machine was suspended. One thread.
 */
final class ConnectorClock implements BootTimeline {

    /** A suspension is longer; the noise between two readings is not. */
    private static final long SUSPENSION_MIN_NANOS = 1_000_000;

    private static final int SAMPLES = 3;

    private final LinuxLibrary library;
    private final BootClock clock;
    private final ByteBuffer timespec = LinuxLibrary.allocate(16);
    private long suspended;

    ConnectorClock(LinuxLibrary library) {
        this.library = library;
        clock = new BootClock(library);
        refresh();
    }

    /** Measures again; to be called once a batch. */
    void refresh() {
        clock.refresh();
        var difference = difference();
        for (var sample = 1; sample < SAMPLES && differs(difference); sample++) {
            // What delays the second reading makes the difference larger, never smaller.
            difference = Math.min(difference, difference());
        }
        if (differs(difference)) {
            suspended = difference;
        }
    }

    private long difference() {
        var monotonic = library.clockNanos(LinuxLibrary.CLOCK_MONOTONIC, timespec);
        return clock.bootNanos() - monotonic;
    }

    private boolean differs(long difference) {
        return Math.abs(difference - suspended) > SUSPENSION_MIN_NANOS;
    }

    /** The boot clock now. */
    long bootNanos() {
        return clock.bootNanos();
    }

    /** The boot clock's time at a moment of CLOCK_MONOTONIC. */
    long bootNanos(long monotonicNanos) {
        return monotonicNanos + suspended;
    }

    @Override
    public Instant instant(long bootNanos) {
        return clock.instant(bootNanos);
    }

    @Override
    public Instant now() {
        return clock.now();
    }
}
