package org.prmonitor.api.text;

import org.jspecify.annotations.Nullable;

/** How a process ended, in words. */
public final class ExitStatusText {

    /** Signals 1 to 31 on Linux as x86 and ARM number them, see signal(7). */
    private static final String[] SIGNALS = {
        "", "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE", "SIGKILL", "SIGUSR1", "SIGSEGV",
        "SIGUSR2", "SIGPIPE", "SIGALRM", "SIGTERM", "SIGSTKFLT", "SIGCHLD", "SIGCONT", "SIGSTOP", "SIGTSTP", "SIGTTIN", "SIGTTOU",
        "SIGURG", "SIGXCPU", "SIGXFSZ", "SIGVTALRM", "SIGPROF", "SIGWINCH", "SIGIO", "SIGPWR", "SIGSYS"
    };

    /** The first and the last signal that a program sees as real-time; the C library keeps 32 and 33. */
    private static final int FIRST_REAL_TIME = 34;

    private static final int LAST_REAL_TIME = 64;

    /** What a Linux process can return; more is a Windows status, which people know in hexadecimal. */
    private static final int LARGEST_SMALL_CODE = 255;

    private ExitStatusText() {}

    /**
     * {@return text such as {@code exit 1}, {@code killed by SIGSEGV} or {@code exit 0xC0000005 (access violation)}}
     *
     * @param code what the process returned, null where a signal ended it or nobody knows
     * @param signal the signal that ended it, null where it returned or nobody knows
     */
    public static String of(@Nullable Integer code, @Nullable Integer signal) {
        if (signal != null) {
            return "killed by " + signalName(signal);
        }
        if (code == null) {
            return "exit ?";
        }
        var small = code >= 0 && code <= LARGEST_SMALL_CODE;
        return "exit " + (small ? code.toString() : NtStatusText.of(code));
    }

    /**
     * {@return text such as {@code SIGSEGV}; {@code signal 65} where there is no name}
     *
     * @param signal its number
     */
    public static String signalName(int signal) {
        if (signal > 0 && signal < SIGNALS.length) {
            return SIGNALS[signal];
        }
        if (signal >= FIRST_REAL_TIME && signal <= LAST_REAL_TIME) {
            return signal == FIRST_REAL_TIME ? "SIGRTMIN" : "SIGRTMIN+" + (signal - FIRST_REAL_TIME);
        }
        return "signal " + signal;
    }
}
