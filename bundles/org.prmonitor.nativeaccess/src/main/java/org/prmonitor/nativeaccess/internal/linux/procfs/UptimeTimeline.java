package org.prmonitor.nativeaccess.internal.linux.procfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.nativeaccess.internal.linux.BootClock;
import org.prmonitor.nativeaccess.internal.linux.BootTimeline;

/**
 * The timeline without a system call of its own: the wall clock less {@code /proc/uptime}, which is CLOCK_BOOTTIME cut to
 * 10 ms. As coarse as the start times in {@code /proc}, and all that pure Java can have. One thread.
 */
public final class UptimeTimeline implements BootTimeline {

    private final Path source;
    private Instant boot = Instant.EPOCH;

    /** Measures at once. */
    public UptimeTimeline() throws ChannelException {
        this(Path.of("/proc/uptime"));
    }

    UptimeTimeline(Path source) throws ChannelException {
        this.source = source;
        measure();
    }

    /** Measures again: somebody may have set the wall clock. */
    public void measure() throws ChannelException {
        try {
            boot = Instant.now().minusNanos(parse(Files.readString(source)));
        } catch (IOException | IllegalArgumentException e) {
            throw new ChannelException("reading " + source + ": " + e, 0, "mount /proc", e);
        }
    }

    @Override
    public Instant instant(long bootNanos) {
        return boot.plusNanos(bootNanos);
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    /** Nanoseconds of {@code "350735.47 234388.90"}'s first number. */
    static long parse(String uptime) {
        var point = uptime.indexOf('.');
        if (point < 1 || uptime.length() < point + 3) {
            throw new IllegalArgumentException("'" + uptime.strip() + "' is no uptime");
        }
        var hundredths = Long.parseLong(uptime, 0, point, 10) * 100 + Long.parseLong(uptime, point + 1, point + 3, 10);
        return Math.multiplyExact(hundredths, BootClock.NANOS_PER_TICK);
    }
}
