package org.prmonitor.nativeaccess.internal.windows.install;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.nativeaccess.internal.windows.device.DriverStatistics;
import org.prmonitor.nativeaccess.internal.windows.device.DriverVersion;
import org.prmonitor.nativeaccess.internal.windows.device.MonitorDevice;
import org.prmonitor.nativeaccess.internal.windows.system.Advapi32;
import org.prmonitor.nativeaccess.internal.windows.system.Windows;
import org.prmonitor.nativeaccess.internal.windows.system.WindowsErrors;

/**
 * Brings the driver into the kernel and out of it again. What is there is used: a driver of this version that runs, or one
 * that is installed and does not. An older one is replaced, a newer one refused. All under {@link InstallationLock}.
 *
 * <p>What a channel installs is called {@link #TEMPORARY}, in the service itself, and goes with the last session, whichever
 * process that belongs to, also after the one that installed it was killed. What the command {@code driver install} installs
 * stays. Any thread.
 */
public final class DriverInstallation {

    /** The display name of a service that goes with the last session. */
    static final String TEMPORARY = "PRMonitor driver (removed after its last session)";

    /** The display name of a service that stays. */
    static final String PERMANENT = "PRMonitor driver";

    /** How long to wait for others that install, and for a driver to stop. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String UNINSTALL = "run 'prmonitor driver uninstall' as Administrator, then try again";

    private final Windows windows;
    private final Path folder;
    private final DriverSource source;
    private final DriverFile.Writer writer;
    private final Duration patience;

    /**
     * An installation.
     *
     * @param folder where the image is put: one that Administrators alone can write
     */
    public DriverInstallation(Windows windows, Path folder, DriverSource source) {
        this(windows, folder, source, DriverFile::writeNew, PATIENCE);
    }

    DriverInstallation(Windows windows, Path folder, DriverSource source, DriverFile.Writer writer, Duration patience) {
        this.windows = windows;
        this.folder = folder;
        this.source = source;
        this.writer = writer;
        this.patience = patience;
    }

    /** What to do with the device once it is there. It takes the device over when it returns, and not when it throws. */
    @FunctionalInterface
    public interface DeviceUse<T> {

        /** Does it. */
        T use(MonitorDevice device) throws ChannelException;
    }

    /**
     * What {@link #status} finds.
     *
     * @param imagePath what the service loads; null without a service
     * @param running the service says so
     * @param permanent it stays until it is uninstalled
     * @param version of the driver that runs; null where none does
     * @param statistics its own; null where none runs, or one that is not understood
     */
    public record Status(
            @Nullable String imagePath,
            boolean running,
            boolean permanent,
            @Nullable DriverVersion version,
            @Nullable DriverStatistics statistics) {

        /** There is a service. */
        public boolean isInstalled() {
            return imagePath != null;
        }
    }

    /** Sees to it that the driver runs, and opens its device. Nobody removes the driver meanwhile. */
    public <T> T open(DeviceUse<T> use) throws ChannelException {
        var image = source.read();
        return locked(manager -> {
            var device = running(manager, image, TEMPORARY);
            try {
                return use.use(device);
            } catch (ChannelException | RuntimeException | Error e) {
                device.close();
                removeQuietly(manager, e);
                throw e;
            }
        });
    }

    /** Installs the driver for good, and starts it. */
    public DriverVersion install() throws ChannelException {
        var image = source.read();
        return locked(manager -> {
            try (var device = running(manager, image, PERMANENT);
                    var service = manager.open()) {
                if (service != null) {
                    service.configure(null, PERMANENT);
                }
                return device.version();
            }
        });
    }

    /** Removes the driver, whoever installed it; false where none is installed. */
    public boolean uninstall() throws ChannelException {
        return locked(manager -> {
            try (var service = manager.open()) {
                if (service == null) {
                    return false;
                }
                requireDriver(service);
                var sessions = sessions();
                if (sessions > 0) {
                    throw used("removing the driver", sessions);
                }
                remove(service);
                return true;
            }
        });
    }

    /** What there is. Changes nothing. */
    public Status status() throws ChannelException {
        return locked(manager -> {
            try (var service = manager.open();
                    var device = MonitorDevice.openIfPresent(windows)) {
                var version = device == null ? null : device.version();
                var statistics = device == null || !device.version().isUnderstood() ? null : device.statistics();
                return service == null
                        ? new Status(null, false, false, version, statistics)
                        : new Status(
                                service.imagePath().toString(),
                                service.state() == Advapi32.RUNNING,
                                !service.configuration().displayName().equals(TEMPORARY),
                                version,
                                statistics);
            }
        });
    }

    /**
     * Removes the driver if a channel installed it and nobody uses it any more. The caller has closed its device.
     *
     * @return how many sessions of others keep it; 0 also where it stays because it was installed for good
     */
    public int removeIfTemporary() throws ChannelException {
        return locked(manager -> {
            try (var service = manager.open()) {
                if (service == null
                        || !service.configuration().displayName().equals(TEMPORARY)
                        || DriverFile.of(folder, service.imagePath()) == null) {
                    return 0;
                }
                var sessions = sessions();
                if (sessions == 0) {
                    remove(service);
                }
                return sessions;
            }
        });
    }

    /** What is done while nobody else touches the installation. */
    @FunctionalInterface
    private interface Work<T> {

        T with(ServiceManager manager) throws ChannelException;
    }

    /** The manager first: without the rights that it takes, that is the answer, and not what follows from it. */
    private <T> T locked(Work<T> work) throws ChannelException {
        try (var manager = ServiceManager.open(windows, patience)) {
            var lock = InstallationLock.take(windows, patience);
            try {
                return work.with(manager);
            } finally {
                lock.close();
            }
        }
    }

    /** After a failure: what was installed for nothing goes. */
    private void removeQuietly(ServiceManager manager, Throwable failure) {
        try (var service = manager.open()) {
            if (service != null && service.configuration().displayName().equals(TEMPORARY) && sessions() == 0) {
                remove(service);
            }
        } catch (ChannelException second) {
            failure.addSuppressed(second);
        }
    }

    private MonitorDevice running(ServiceManager manager, byte[] image, String displayName) throws ChannelException {
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
            if (version.control() == DriverVersion.PACKAGED.control() && version.test() != source.isTest()) {
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
            requireDriver(service);
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
            requireDriver(service);
            service.stop();
            var before = DriverFile.of(folder, service.imagePath());
            file.hold(image, writer);
            service.configure(file, null);
            var device = start(service);
            if (before != null && !before.equals(file)) {
                removeFile(before);
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
            removeFile(file);
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

    /** Stops, deletes, and removes the file where it is one of ours. */
    private void remove(DriverService service) throws ChannelException {
        var file = DriverFile.of(folder, service.imagePath());
        service.stop();
        service.delete();
        if (file != null) {
            removeFile(file);
        }
    }

    /** A file that cannot be removed does no harm: the next installation checks it and uses it, or replaces it. */
    private static void removeFile(DriverFile file) {
        try {
            file.remove();
        } catch (IOException stays) {
            // Nothing depends on it.
        }
    }

    private static ChannelException used(String what, int sessions) {
        return new ChannelException(
                what + ": it is in use, by " + sessions + (sessions == 1 ? " session" : " sessions"),
                WindowsErrors.BUSY,
                "end the programs that use it",
                null);
    }

    /** How many sessions there are; 0 where there is no driver, or none that can be asked. */
    private int sessions() throws ChannelException {
        try (var device = MonitorDevice.openIfPresent(windows)) {
            return device != null && device.version().isUnderstood() ? device.statistics().sessions() : 0;
        }
    }

    private static void requireDriver(DriverService service) throws ChannelException {
        var configuration = service.configuration();
        if (configuration.type() != Advapi32.KERNEL_DRIVER) {
            throw new ChannelException(
                    "there is another service that is called " + ServiceManager.SERVICE + ": " + configuration.displayName(), null);
        }
    }
}
