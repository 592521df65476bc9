package org.prmonitor.nativeaccess.internal.linux.bpf;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.nativeaccess.internal.linux.Errno;

/** Says why bpf(2) refused, and what the user can do. */
final class BpfFailure {

    private static final int LAST_LINES = 12;

    private BpfFailure() {}

    /**
     * A failed bpf(2).
     *
     * @param call what was called and for what
     * @param hint what else may be the reason
     * @param log the verifier's, whose last lines go into the message
     */
    static ChannelException of(String call, int errno, @Nullable String hint, @Nullable VerifierLog log) {
        var message = new StringBuilder(call).append(": ").append(Errno.describe(errno));
        if (hint != null) {
            message.append("; ").append(hint);
        }
        if (log != null) {
            message.append("; the verifier said:");
            log.lastLines(LAST_LINES).forEach(line -> message.append("\n  ").append(line));
        }
        return new ChannelException(message.toString(), errno, remedy(errno, KernelFacts.read(), log != null), log);
    }

    /** What can be done about a code, given what is known of the kernel and of this process. */
    static @Nullable String remedy(int errno, KernelFacts facts, boolean verified) {
        return switch (errno) {
            case Errno.EPERM, Errno.EACCES -> verified && facts.mayLoad() ? unexpected(facts) : permission(facts);
            case Errno.ENOSYS -> "use a kernel built with CONFIG_BPF_SYSCALL=y, Linux 5.8 or later";
            case Errno.ENOMEM -> "free some memory, or configure a smaller ring";
            default -> unexpected(facts);
        };
    }

    private static String permission(KernelFacts facts) {
        var missing = new ArrayList<String>();
        if (!facts.hasBpf()) {
            missing.add("CAP_BPF");
        }
        if (!facts.hasPerfmon()) {
            missing.add("CAP_PERFMON");
        }
        if (!missing.isEmpty()) {
            return "run as root or grant CAP_BPF and CAP_PERFMON (missing: " + String.join(", ", missing) + ")";
        }
        if (facts.isBefore(5, 11)) {
            return "raise the limit on locked memory (ulimit -l unlimited), which kernels before 5.11 count maps against";
        }
        return facts.isLockedDown()
                ? "the kernel is locked down (confidentiality): start it without lockdown=confidentiality"
                : "the capabilities are there, so something else forbids bpf(2): in a container, its seccomp profile, or capabilities"
                        + " that hold in a user namespace only";
    }

    private static @Nullable String unexpected(KernelFacts facts) {
        if (facts.isLockedDown()) {
            return "the kernel is locked down (confidentiality): start it without lockdown=confidentiality";
        }
        return facts.isBefore(5, 8)
                ? "use Linux 5.8 or later (this is " + facts.release() + ")"
                : "report this with the whole message and the kernel's version, " + facts.release();
    }
}
