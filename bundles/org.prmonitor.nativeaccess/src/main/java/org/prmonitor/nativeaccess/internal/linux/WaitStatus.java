package org.prmonitor.nativeaccess.internal.linux;

import org.jspecify.annotations.Nullable;

/**
 * How a process ended, as {@code waitpid(2)} and the kernel's {@code task->exit_code} have it: the signal in the low seven
 * bits, whether it dumped core in the eighth, what it returned in the next eight.
 *
 * @param raw all of it
 */
public record WaitStatus(int raw) {

    /** What it returned, 0 to 255; null where a signal ended it. */
    public @Nullable Integer exitCode() {
        return (raw & 0x7f) == 0 ? raw >> 8 & 0xff : null;
    }

    /** The signal that ended it; null where it returned. */
    public @Nullable Integer exitSignal() {
        var signal = raw & 0x7f;
        return signal == 0 ? null : signal;
    }
}
