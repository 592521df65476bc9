package org.prmonitor.consumer.recorder.internal.ocsf;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The machine that is watched, as far as it stays the same over its boots: a recording may hold what happened before this one.
 *
 * @param hostname its name
 * @param osName the operating system's name, such as {@code Linux}
 */
public record Device(String hostname, String osName) {

    private static final Path LINUX_HOSTNAME = Path.of("/proc/sys/kernel/hostname");

    /** This machine. */
    public static Device local() {
        return new Device(localHostname(), System.getProperty("os.name", "Unknown"));
    }

    /** OCSF's {@code os.type_id}. */
    OsType osType() {
        var name = osName.toLowerCase(Locale.ROOT);
        if (name.startsWith("linux")) {
            return OsType.LINUX;
        }
        if (name.startsWith("windows")) {
            return OsType.WINDOWS;
        }
        return name.startsWith("mac") ? OsType.MACOS : OsType.UNKNOWN;
    }

    private static String localHostname() {
        var name = kernelHostname();
        if (name == null) {
            name = System.getenv("COMPUTERNAME");
        }
        return name == null || name.isBlank() ? resolvedHostname() : name.strip();
    }

    private static @Nullable String kernelHostname() {
        try {
            return Files.readString(LINUX_HOSTNAME);
        } catch (IOException notLinux) {
            return null;
        }
    }

    /** Last: a resolver may take its time. */
    private static String resolvedHostname() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }

    /** The operating systems that we run on, with their {@code os.type_id}. */
    enum OsType {
        UNKNOWN(0, "Unknown"),
        WINDOWS(100, "Windows"),
        LINUX(200, "Linux"),
        MACOS(300, "macOS");

        private final int id;
        private final String caption;

        OsType(int id, String caption) {
            this.id = id;
            this.caption = caption;
        }

        int id() {
            return id;
        }

        String caption() {
            return caption;
        }
    }
}
