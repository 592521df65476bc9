package org.prmonitor.api.event;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A process for the machine's life. A process id alone comes back; with the boot and the start time it does not.
 * Every channel of one platform makes the same key for the same process.
 *
 * @param boot the boot, as 64 bits: on Linux the first half of {@code /proc/sys/kernel/random/boot_id}; on Windows 0,
 *     because a start that is counted from 1970 tells boots apart by itself
 * @param processId the process id
 * @param start when the process was created, in the platform's own unit: on Linux, clock ticks of 10 ms since boot, field
 *     22 of {@code /proc/PID/stat}, which is the finest unit that the kernel and {@code /proc} agree on; on Windows, whole
 *     milliseconds since 1970-01-01 UTC, which is what {@link ProcessHandle.Info#startInstant()} makes of the kernel's
 *     create time in units of 100 ns. 0 where the start is not known, as of a process that this user may not look at
 */
public record ProcessKey(long boot, long processId, long start) {

    /**
     * Written out: what a record makes by itself goes through method handles, which the first compiler, all that our
     * launcher lets the JVM use, does not look through; and the pump compares keys at every event.
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProcessKey key && processId == key.processId && start == key.start && boot == key.boot;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Long.hashCode(processId) + Long.hashCode(start)) + Long.hashCode(boot);
    }

    /** Boot in hexadecimal, process id, start: {@code 9f86d081884c7d65-4711-123456}. */
    @Override
    public String toString() {
        return new StringBuilder(48).append(HexFormat.of().toHexDigits(boot)).append('-').append(processId).append('-').append(start).toString();
    }
}
