package org.prmonitor.nativeaccess.internal.windows.install;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.nativeaccess.internal.windows.device.DriverStatistics;
import org.prmonitor.nativeaccess.internal.windows.device.DriverVersion;
import org.prmonitor.nativeaccess.internal.windows.device.MonitorDevice;
import org.prmonitor.nativeaccess.internal.windows.system.Advapi32;
import org.prmonitor.nativeaccess.internal.windows.system.Windows;

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

    private final Windows windows;
    private final Path folder;
    private final DriverSource source;
    private final DriverStarter starter;
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
        this.starter = new DriverStarter(windows, folder, source.isTest(), writer);
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
            var device = starter.running(manager, image, TEMPORARY);
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
            try (var device = starter.running(manager, image, PERMANENT);
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
                service.requireDriver();
                var sessions = sessions();
                if (sessions > 0) {
                    throw DriverStarter.used("removing the driver", sessions);
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

    /** Stops, deletes, and removes the file where it is one of ours. */
    private void remove(DriverService service) throws ChannelException {
        var file = DriverFile.of(folder, service.imagePath());
        service.stop();
        service.delete();
        if (file != null) {
            file.removeIfPossible();
        }
    }

    /** How many sessions there are; 0 where there is no driver, or none that can be asked. */
    private int sessions() throws ChannelException {
        try (var device = MonitorDevice.openIfPresent(windows)) {
            return device != null && device.version().isUnderstood() ? device.statistics().sessions() : 0;
        }
    }
}
