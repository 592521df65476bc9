package org.prmonitor.nativeaccess.internal.windows.install;

import java.time.Duration;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.nativeaccess.internal.windows.system.Kernel32;
import org.prmonitor.nativeaccess.internal.windows.system.Windows;
import org.prmonitor.nativeaccess.internal.windows.system.WindowsError;

/**
 * Held by whoever looks at the installation and acts on what was seen: a named mutex, so that it excludes other processes of
 * every session. Belongs to the thread that took it. One whose owner died is taken over: every step of an installation is
 * such that the next one repairs what it left half done.
 */
final class InstallationLock implements AutoCloseable {

    private static final String NAME = "Global\\PRMonitorInstall";
    /** How long an interrupt may go unnoticed. */
    private static final int SLICE_MILLIS = 200;

    private final Kernel32 kernel;
    private final long mutex;

    private InstallationLock(Kernel32 kernel, long mutex) {
        this.kernel = kernel;
        this.mutex = mutex;
    }

    /** Waits for it. */
    static InstallationLock take(Windows windows, Duration patience) throws ChannelException {
        var kernel = windows.kernel();
        try {
            var mutex = kernel.createMutex(NAME);
            var taken = false;
            try {
                taken = await(kernel, mutex, patience);
            } finally {
                if (!taken) {
                    kernel.closeHandle(mutex);
                }
            }
            if (!taken) {
                throw new ChannelException(
                        "waiting for " + NAME + ": another program has been busy with the driver for " + patience.toSeconds() + " s",
                        "end that program, or try again");
            }
            return new InstallationLock(kernel, mutex);
        } catch (WindowsError e) {
            throw windows.errors().failure(e);
        }
    }

    private static boolean await(Kernel32 kernel, long mutex, Duration patience) throws WindowsError, ChannelException {
        var start = System.nanoTime();
        do {
            // The flag stays: whoever interrupted wants this thread to end, and its loop has to see that.
            if (Thread.currentThread().isInterrupted()) {
                throw new ChannelException("waiting for " + NAME + ": interrupted", null);
            }
            var result = kernel.waitFor(mutex, (int) Math.min(SLICE_MILLIS, patience.toMillis()));
            if (result == Kernel32.WAIT_SIGNALLED || result == Kernel32.WAIT_ABANDONED) {
                return true;
            }
        } while (System.nanoTime() - start < patience.toNanos());
        return false;
    }

    @Override
    public void close() {
        try {
            kernel.releaseMutex(mutex);
            kernel.closeHandle(mutex);
        } catch (WindowsError notOurs) {
            throw new IllegalStateException(notOurs);
        }
    }
}
