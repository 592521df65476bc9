package org.prmonitor.nativeaccess.internal.windows;

import java.util.StringJoiner;
import org.prmonitor.api.channel.ChannelException;
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
        var statistics = status.statistics();
        if (status.version() != null) {
            lines.add("driver " + status.version() + " runs"
                    + (statistics == null ? "" : ", " + statistics.sessions() + (statistics.sessions() == 1 ? " session" : " sessions"))
                    + (statistics == null || statistics.unwatched().isEmpty()
                            ? ""
                            : "; this kernel does not let it watch " + statistics.unwatched()));
        }
        var integrity = windows.ntdll().codeIntegrity();
        lines.add(integrity == null ? "how driver signatures are checked is not known" : integrity.describe());
        lines.add(WindowsErrors.SIGNING);
        return lines.toString();
    }

    private static String installed(DriverInstallation.Status status) {
        if (!status.isInstalled()) {
            return "driver not installed: a channel installs it while it is open, 'prmonitor driver install' for good";
        }
        return "driver installed, " + (status.permanent() ? "for good" : "by a channel, until its last session ends") + ": "
                + status.imagePath() + (status.running() ? "" : " (does not run)");
    }
}
