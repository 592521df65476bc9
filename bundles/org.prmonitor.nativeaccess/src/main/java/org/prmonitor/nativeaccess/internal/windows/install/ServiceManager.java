package org.prmonitor.nativeaccess.internal.windows.install;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.nativeaccess.internal.windows.system.Advapi32;
import org.prmonitor.nativeaccess.internal.windows.system.Windows;
import org.prmonitor.nativeaccess.internal.windows.system.WindowsError;
import org.prmonitor.nativeaccess.internal.windows.system.WindowsErrors;

/** The service control manager, opened with the rights that an installation takes. One thread. */
final class ServiceManager implements AutoCloseable {

    /** The service. */
    static final String SERVICE = "PRMonitor";

    /** Of its own: on demand, the order does not matter, but a driver without a group is one of all those without. */
    private static final String LOAD_ORDER_GROUP = "PRMonitor";

    private final Windows windows;
    private final Duration patience;
    private final long handle;

    private ServiceManager(Windows windows, Duration patience, long handle) {
        this.windows = windows;
        this.patience = patience;
        this.handle = handle;
    }

    /**
     * Opens it, which takes an elevated process.
     *
     * @param patience how long a driver may take to stop
     */
    static ServiceManager open(Windows windows, Duration patience) throws ChannelException {
        try {
            return new ServiceManager(windows, patience, windows.services().openManager(Advapi32.MANAGER_CONNECT_AND_CREATE));
        } catch (WindowsError e) {
            throw windows.errors().failure(e);
        }
    }

    /** The driver's service; null where there is none. */
    @Nullable DriverService open() throws ChannelException {
        try {
            return new DriverService(
                    windows, patience, windows.services().openService(handle, SERVICE, Advapi32.SERVICE_ALL_ACCESS));
        } catch (WindowsError e) {
            if (e.code() == WindowsErrors.SERVICE_DOES_NOT_EXIST) {
                return null;
            }
            throw windows.errors().failure(e);
        }
    }

    /** Creates the driver's service. */
    DriverService create(DriverFile file, String displayName) throws ChannelException {
        try {
            return new DriverService(
                    windows,
                    patience,
                    windows.services().createDriverService(handle, SERVICE, displayName, file.path().toString(), LOAD_ORDER_GROUP));
        } catch (WindowsError e) {
            throw windows.errors().failure(e);
        }
    }

    @Override
    public void close() {
        try {
            windows.services().closeServiceHandle(handle);
        } catch (WindowsError notOpen) {
            throw new IllegalStateException(notOpen);
        }
    }
}
