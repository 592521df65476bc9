package org.prmonitor.nativeaccess.internal.windows;

import java.util.EnumSet;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.event.EventType;
import org.prmonitor.nativeaccess.internal.windows.device.DriverStatistics;
import org.prmonitor.nativeaccess.internal.windows.install.DriverInstallation;
import org.prmonitor.nativeaccess.internal.windows.system.Windows;
import org.prmonitor.nativeaccess.internal.windows.system.WindowsErrors;

/** What there is of the driver, in words, for {@code doctor} and {@code driver status}. */
final class DriverReport {

    private final Windows windows;
    private final DriverInstallation installation;

    DriverReport(Windows windows, DriverInstallation installation) {
        this.windows = windows;
        this.installation = installation;
    }

    /** Some lines. That it can be asked at all says that this process is elevated. */
    String describe() throws ChannelException {
        var status = installation.status();
        var lines = new StringJoiner("\n");
        lines.add("elevated; " + installed(status));
        if (status.version() != null) {
            lines.add("driver " + status.version() + " runs" + describe(status.statistics()));
        }
        var integrity = windows.ntdll().codeIntegrity();
        lines.add(integrity == null ? "how driver signatures are checked is not known" : integrity.describe());
        lines.add(WindowsErrors.SIGNING.replace(". ", ".\n"));
        return lines.toString();
    }

    private static String describe(@Nullable DriverStatistics statistics) {
        if (statistics == null) {
            return "";
        }
        var sessions = ", " + statistics.sessions() + (statistics.sessions() == 1 ? " session" : " sessions");
        var unwatched = statistics.unwatched(EnumSet.allOf(EventType.class));
        return unwatched.isEmpty() ? sessions : sessions + "; this kernel does not let it watch " + unwatched;
    }

    private static String installed(DriverInstallation.Status status) {
        if (!status.isInstalled()) {
            return "driver not installed: a channel installs it while it is open, 'prmonitor driver install' for good";
        }
        return "driver installed, " + (status.permanent() ? "for good" : "by a channel, until its last session ends") + ": "
                + status.imagePath() + (status.running() ? "" : " (does not run)");
    }
}
