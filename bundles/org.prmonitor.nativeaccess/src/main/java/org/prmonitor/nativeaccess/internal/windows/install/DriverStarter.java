package org.prmonitor.nativeaccess.internal.windows.install;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.nativeaccess.internal.windows.device.DriverVersion;
import org.prmonitor.nativeaccess.internal.windows.device.MonitorDevice;
import org.prmonitor.nativeaccess.internal.windows.system.Advapi32;
import org.prmonitor.nativeaccess.internal.windows.system.Windows;
import org.prmonitor.nativeaccess.internal.windows.system.WindowsErrors;

/** Gets the right driver to run, from whatever there is. Its callers hold {@link InstallationLock}. */
final class DriverStarter {

    private static final String UNINSTALL = "run 'prmonitor driver uninstall' as Administrator, then try again";

    private final Windows windows;
    private final Path folder;
    private final boolean test;
    private final DriverFile.Writer writer;

    /**
     * A starter.
     *
     * @param test whether the test image is wanted, and not the real one
     */
    DriverStarter(Windows windows, Path folder, boolean test, DriverFile.Writer writer) {
        this.windows = windows;
        this.folder = folder;
        this.test = test;
        this.writer = writer;
    }

    /**
     * The device of the driver that runs then.
     *
     * @param image what to install where nothing fits
     * @param displayName of the service, where it has to be created
     */
    MonitorDevice running(ServiceManager manager, byte[] image, String displayName) throws ChannelException {
        var device = MonitorDevice.openIfPresent(windows);
        if (device == null) {
            device = startAsInstalled(manager);
        }
        if (device == null) {
            return installAndStart(manager, image, displayName);
        }
        var version = judged(device);
        if (!version.isOlder()) {
            return device;
        }
        var sessions = version.isUnderstood() ? sessionsOf(device) : 0;
        device.close();
        if (sessions > 0) {
            throw used("replacing the driver " + version + " by " + DriverVersion.PACKAGED, sessions);
        }
        return installAndStart(manager, image, displayName);
    }

    /** The version, when it is one to be used or replaced; else closes the device and says why. */
    private DriverVersion judged(MonitorDevice device) throws ChannelException {
        try {
            var version = device.version();
            if (version.isNewer()) {
                throw new ChannelException(
                        "a newer driver, " + version + ", runs already; this program has " + DriverVersion.PACKAGED,
                        "use the newer PRMonitor, or remove its driver: " + UNINSTALL);
            }
            if (version.control() == DriverVersion.PACKAGED.control() && version.test() != test) {
                throw new ChannelException(
                        version.test() ? "the driver that runs is the test image" : "the driver that runs is not the test image", UNINSTALL);
            }
            return version;
        } catch (ChannelException | RuntimeException | Error e) {
            device.close();
            throw e;
        }
    }

    private static int sessionsOf(MonitorDevice device) throws ChannelException {
        try {
            return device.statistics().sessions();
        } catch (ChannelException | RuntimeException | Error e) {
            device.close();
            throw e;
        }
    }

    /** Starts what is installed, be it ours or not; null where nothing is, or what is there has to be repaired. */
    private @Nullable MonitorDevice startAsInstalled(ServiceManager manager) throws ChannelException {
        try (var service = manager.open()) {
            if (service == null) {
                return null;
            }
            service.requireDriver();
            if (service.state() != Advapi32.STOPPED) {
                return null;
            }
            try {
                service.start();
            } catch (ChannelException e) {
                var missing = e.errorCode() == WindowsErrors.FILE_NOT_FOUND || e.errorCode() == WindowsErrors.PATH_NOT_FOUND;
                var blocked = e.errorCode() == WindowsErrors.SERVICE_DISABLED || e.errorCode() == WindowsErrors.SERVICE_MARKED_FOR_DELETE;
                if (blocked || !missing && DriverFile.of(folder, service.imagePath()) == null) {
                    throw e;
                }
                return null;
            }
        }
        return MonitorDevice.openIfPresent(windows);
    }

    private MonitorDevice installAndStart(ServiceManager manager, byte[] image, String displayName) throws ChannelException {
        var file = DriverFile.of(folder, DriverVersion.PACKAGED.number());
        try (var service = manager.open()) {
            if (service == null) {
                file.hold(image, writer);
                return createAndStart(manager, file, displayName);
            }
            service.requireDriver();
            service.stop();
            var before = DriverFile.of(folder, service.imagePath());
            file.hold(image, writer);
            service.configure(file, null);
            var device = start(service);
            if (before != null && !before.equals(file)) {
                before.removeIfPossible();
            }
            return device;
        }
    }

    /** On failure nothing of it is left. */
    private MonitorDevice createAndStart(ServiceManager manager, DriverFile file, String displayName) throws ChannelException {
        try {
            try (var service = manager.create(file, displayName)) {
                try {
                    return start(service);
                } catch (ChannelException | RuntimeException | Error e) {
                    deleteAfter(service, e);
                    throw e;
                }
            }
        } catch (ChannelException | RuntimeException | Error e) {
            file.removeIfPossible();
            throw e;
        }
    }

    private static void deleteAfter(DriverService service, Throwable failure) {
        try {
            service.stop();
        } catch (ChannelException second) {
            failure.addSuppressed(second);
        }
        try {
            service.delete();
        } catch (ChannelException second) {
            failure.addSuppressed(second);
        }
    }

    private MonitorDevice start(DriverService service) throws ChannelException {
        service.start();
        var device = MonitorDevice.openIfPresent(windows);
        if (device == null) {
            throw new ChannelException("the service " + ServiceManager.SERVICE + " runs, and its device is not there", UNINSTALL);
        }
        var version = judged(device);
        if (version.isOlder()) {
            device.close();
            throw new ChannelException(
                    "the driver that was started is " + version + ", and should be " + DriverVersion.PACKAGED,
                    "the bundle is damaged: install it again");
        }
        return device;
    }

    /** That something cannot be done because of others. */
    static ChannelException used(String what, int sessions) {
        return new ChannelException(
                what + ": it is in use, by " + sessions + (sessions == 1 ? " session" : " sessions"),
                WindowsErrors.BUSY,
                "end the programs that use it",
                null);
    }
}
