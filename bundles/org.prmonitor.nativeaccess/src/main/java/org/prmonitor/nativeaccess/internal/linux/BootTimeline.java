package org.prmonitor.nativeaccess.internal.linux;

import java.time.Instant;

/** Turns the kernel's {@code CLOCK_BOOTTIME} into wall-clock time. */
public interface BootTimeline {

    /** The wall clock's time at a moment of the boot clock, given in nanoseconds since boot. */
    Instant instant(long bootNanos);

    /** Now, on this timeline: to be compared with {@link #instant} of an event. */
    Instant now();
}
