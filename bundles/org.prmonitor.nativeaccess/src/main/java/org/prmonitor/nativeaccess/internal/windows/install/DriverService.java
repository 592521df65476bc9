package org.prmonitor.nativeaccess.internal.windows.install;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.nativeaccess.internal.windows.system.Advapi32;
import org.prmonitor.nativeaccess.internal.windows.system.Windows;
import org.prmonitor.nativeaccess.internal.windows.system.WindowsError;
import org.prmonitor.nativeaccess.internal.windows.system.WindowsErrors;

/** The driver's service. One thread. */
final class DriverService implements AutoCloseable {

    private static final String NT_PREFIX = "\\??\\";
    private static final String SYSTEM_ROOT = "\\SystemRoot\\";

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Windows windows;
    private final Duration patience;
    private final long handle;

    /**
     * An open handle, which is taken over.
     *
     * @param patience how long the driver may take to stop. One that is in use stops when its last handle is closed, whenever
     *     that is
     */
    DriverService(Windows windows, Duration patience, long handle) {
        this.windows = windows;
        this.patience = patience;
        this.handle = handle;
    }

    /** What a call to the service control manager does. */
    @FunctionalInterface
    private interface Call<T> {

        T make(Advapi32 services) throws WindowsError;
    }

    /** As it is configured. */
    Advapi32.Configuration configuration() throws ChannelException {
        return call(services -> services.configuration(handle));
    }

    /** Refuses a service that only has the name. */
    void requireDriver() throws ChannelException {
        var configuration = configuration();
        if (configuration.type() != Advapi32.KERNEL_DRIVER) {
            throw new ChannelException(
                    "there is another service that is called " + ServiceManager.SERVICE + ": " + configuration.displayName(), null);
        }
    }

    /** What it loads, as a path that can be compared with those of files. */
    Path imagePath() throws ChannelException {
        var path = configuration().imagePath();
        if (path.startsWith(NT_PREFIX)) {
            return Path.of(path.substring(NT_PREFIX.length()));
        }
        // For what lies below it, the manager may keep a path that begins at the system's root.
        var relative = path.regionMatches(true, 0, SYSTEM_ROOT, 0, SYSTEM_ROOT.length()) ? path.substring(SYSTEM_ROOT.length()) : path;
        String system = call(services -> windows.kernel().systemDirectory());
        var root = Path.of(system).getParent();
        return root == null ? Path.of(relative) : root.resolve(relative);
    }

    /** Changes what it loads and what it is called; null leaves what is there. */
    void configure(@Nullable DriverFile file, @Nullable String displayName) throws ChannelException {
        call(services -> {
            services.configure(handle, file == null ? null : file.path().toString(), displayName);
            return true;
        });
    }

    /** Starts it; one that runs already is as good. */
    void start() throws ChannelException {
        call(services -> {
            try {
                services.start(handle);
            } catch (WindowsError e) {
                if (e.code() != WindowsErrors.SERVICE_ALREADY_RUNNING) {
                    throw new WindowsError("StartService(" + ServiceManager.SERVICE + ")", e.code());
                }
            }
            return true;
        });
    }

    /** {@code SERVICE_*}: stopped, running or on its way. */
    int state() throws ChannelException {
        return call(services -> services.state(handle));
    }

    /**
     * Stops it and waits until it has stopped; one that has is as good.
     *
     * @throws ChannelException also when it is still on its way after a while, because somebody uses the driver
     */
    void stop() throws ChannelException {
        if (state() == Advapi32.STOPPED) {
            return;
        }
        call(services -> {
            try {
                services.stop(handle);
            } catch (WindowsError e) {
                if (e.code() != WindowsErrors.SERVICE_NOT_ACTIVE && e.code() != WindowsErrors.SERVICE_CANNOT_ACCEPT_CONTROL) {
                    throw e;
                }
            }
            return true;
        });
        var start = System.nanoTime();
        while (state() != Advapi32.STOPPED) {
            if (System.nanoTime() - start > patience.toNanos()) {
                throw new ChannelException(
                        "stopping the service " + ServiceManager.SERVICE + ": it has not stopped after " + patience.toSeconds() + " s",
                        "end the programs that use the driver");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Deletes it, which takes effect when the last handle to it is closed. */
    void delete() throws ChannelException {
        call(services -> {
            try {
                services.delete(handle);
            } catch (WindowsError e) {
                if (e.code() != WindowsErrors.SERVICE_MARKED_FOR_DELETE) {
                    throw e;
                }
            }
            return true;
        });
    }

    @Override
    public void close() {
        try {
            windows.services().closeServiceHandle(handle);
        } catch (WindowsError notOpen) {
            throw new IllegalStateException(notOpen);
        }
    }

    private <T> T call(Call<T> call) throws ChannelException {
        try {
            return call.make(windows.services());
        } catch (WindowsError e) {
            throw windows.errors().failure(e);
        }
    }
}
