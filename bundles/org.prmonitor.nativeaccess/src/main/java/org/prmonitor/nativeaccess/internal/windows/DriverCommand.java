package org.prmonitor.nativeaccess.internal.windows;

import java.io.PrintStream;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.nativeaccess.internal.windows.device.DriverVersion;
import org.prmonitor.nativeaccess.internal.windows.system.WindowsErrors;

/** {@code prmonitor driver install}, {@code uninstall} and {@code status}: the launcher calls it in the framework. */
final class DriverCommand {

    /** What the launcher asks for, as the framework's property has it: this, and one of the {@link Action}s. */
    static final String PREFIX = "driver-";

    /** What to do. */
    enum Action {
        INSTALL,
        UNINSTALL,
        STATUS
    }

    private static final int DONE = 0;
    private static final int FAILED = 1;

    private final WindowsSettings settings;
    private final WindowsChannelProvider.Access access;

    DriverCommand(WindowsSettings settings, WindowsChannelProvider.Access access) {
        this.settings = settings;
        this.access = access;
    }

    /** Does it; the exit code. */
    int run(Action action, PrintStream out, PrintStream err) {
        if (!settings.isWindows()) {
            err.println("prmonitor: this is " + System.getProperty("os.name") + ", and the driver is one for Windows. "
                    + ("Linux".equals(System.getProperty("os.name"))
                            ? "Here nothing needs installing: the channel linux-ebpf loads its eBPF object when it opens, and it is gone"
                                    + " when the channel is closed."
                            : "'prmonitor doctor' says which channels open here."));
            return FAILED;
        }
        try {
            var windows = access.load();
            var installation = settings.installation(windows);
            switch (action) {
                case INSTALL -> {
                    var version = installation.install();
                    out.println("Driver " + version + " is installed and runs. 'prmonitor driver uninstall' removes it.");
                }
                case UNINSTALL -> out.println(
                        installation.uninstall() ? "The driver is removed." : "No driver is installed: nothing to remove.");
                case STATUS -> {
                    var report = new DriverReport(windows, installation).describe();
                    out.println("This program has driver " + DriverVersion.PACKAGED + ".");
                    out.println(report);
                }
            }
            return DONE;
        } catch (ChannelException e) {
            err.println("prmonitor: " + e.describe());
            if (action == Action.STATUS && e.errorCode() == WindowsErrors.ACCESS_DENIED) {
                err.println(WindowsErrors.SIGNING);
            }
            return FAILED;
        }
    }
}
