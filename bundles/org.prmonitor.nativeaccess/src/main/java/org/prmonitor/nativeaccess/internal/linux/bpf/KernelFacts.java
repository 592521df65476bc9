package org.prmonitor.nativeaccess.internal.linux.bpf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What decides whether bpf(2) may be used here.
 *
 * @param release the kernel's, as {@code uname -r} gives it
 * @param capabilities the effective set, bit n for capability n
 * @param isLockedDown whether the kernel keeps its memory from root (lockdown in confidentiality mode)
 */
public record KernelFacts(String release, long capabilities, boolean isLockedDown) {

    private static final int CAP_SYS_ADMIN = 21;
    private static final int CAP_PERFMON = 38;
    private static final int CAP_BPF = 39;
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*", Pattern.DOTALL);

    /** Reads {@code /proc} and {@code /sys}; what cannot be read counts as absent. */
    public static KernelFacts read() {
        var effective = text("/proc/thread-self/status")
                .lines()
                .filter(line -> line.startsWith("CapEff:"))
                .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                .findFirst()
                .orElse(0);
        return new KernelFacts(
                text("/proc/sys/kernel/osrelease").strip(),
                effective,
                text("/sys/kernel/security/lockdown").contains("[confidentiality]"));
    }

    boolean hasBpf() {
        return has(CAP_BPF) || has(CAP_SYS_ADMIN);
    }

    boolean hasPerfmon() {
        return has(CAP_PERFMON) || has(CAP_SYS_ADMIN);
    }

    /** Whether programs like ours may be loaded, as far as capabilities go. */
    boolean mayLoad() {
        return hasBpf() && hasPerfmon();
    }

    /** The rights by which programs may be loaded, for people. */
    public String rights() {
        return has(CAP_SYS_ADMIN) ? "CAP_SYS_ADMIN" : "CAP_BPF+CAP_PERFMON";
    }

    /** Whether the kernel is older than a version; false where its own is not to be understood. */
    boolean isBefore(int major, int minor) {
        var matcher = VERSION.matcher(release);
        if (!matcher.matches()) {
            return false;
        }
        var ownMajor = Integer.parseInt(matcher.group(1));
        return ownMajor < major || ownMajor == major && Integer.parseInt(matcher.group(2)) < minor;
    }

    private boolean has(int capability) {
        return (capabilities >> capability & 1) != 0;
    }

    private static String text(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException absent) {
            return "";
        }
    }
}
