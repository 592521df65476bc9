package org.prmonitor.nativeaccess.internal.windows.device;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.nativeaccess.internal.windows.system.Kernel32;
import org.prmonitor.nativeaccess.internal.windows.system.Windows;
import org.prmonitor.nativeaccess.internal.windows.system.WindowsError;
import org.prmonitor.nativeaccess.internal.windows.system.WindowsErrors;

/**
 * An open handle to the driver's device, to which a session may belong. Any thread, but nobody may use it while or after it
 * is closed: the number may be somebody else's by then.
 */
public final class MonitorDevice implements AutoCloseable {

    private final Kernel32 kernel;
    private final WindowsErrors errors;
    private final long handle;

    private MonitorDevice(Windows windows, long handle) {
        this.kernel = windows.kernel();
        this.errors = windows.errors();
        this.handle = handle;
    }

    /** Opens it; null where no driver has made it. */
    public static @Nullable MonitorDevice openIfPresent(Windows windows) throws ChannelException {
        try {
            return new MonitorDevice(
                    windows, windows.kernel().openFile(ControlLayout.DEVICE_PATH, Kernel32.GENERIC_READ_WRITE));
        } catch (WindowsError e) {
            if (e.code() == WindowsErrors.FILE_NOT_FOUND || e.code() == WindowsErrors.PATH_NOT_FOUND) {
                return null;
            }
            throw windows.errors().failure(e);
        }
    }

    /** Which driver this is. */
    public DriverVersion version() throws ChannelException {
        return DriverVersion.read(ask("version", ControlLayout.VERSION, ControlLayout.VERSION_SIZE));
    }

    /** The books. */
    public DriverStatistics statistics() throws ChannelException {
        return DriverStatistics.read(ask("statistics", ControlLayout.STATS, ControlLayout.STATISTICS_SIZE));
    }

    /** Begins the session: when this returns, the kernel is watching, and signals the event when the ring is empty no more. */
    public void start(SessionRequest request, SignalEvent event) throws ChannelException {
        var start = allocate(ControlLayout.START_SIZE);
        request.write(start, event.handle());
        control("STARTHOOK", ControlLayout.STARTHOOK, start, null);
    }

    /**
     * Takes whole records, as many as there are and fit.
     *
     * @param batch direct, little-endian; receives {@code prm_batch} and the records, from position 0
     * @return how many bytes it received
     */
    public int read(ByteBuffer batch) throws ChannelException {
        return control("GETINFO", ControlLayout.GETINFO, null, batch);
    }

    /** Ends the session. */
    public void stop() throws ChannelException {
        control("STOPHOOK", ControlLayout.STOPHOOK, null, null);
    }

    /** Ends the session, if there is one, and gives the handle back. Once. */
    @Override
    public void close() {
        try {
            kernel.closeHandle(handle);
        } catch (WindowsError notOpen) {
            throw new IllegalStateException(notOpen);
        }
    }

    /** A buffer for the driver: direct and little-endian. */
    public static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private ByteBuffer ask(String what, int code, int bytes) throws ChannelException {
        var answer = allocate(bytes);
        var given = control(what, code, null, answer);
        if (given != bytes) {
            throw new ChannelException(
                    "the driver answers the question for its " + what + " with " + given + " bytes, not " + bytes,
                    "run 'prmonitor driver uninstall' as Administrator, then try again");
        }
        return answer;
    }

    private int control(String what, int code, @Nullable ByteBuffer input, @Nullable ByteBuffer output) throws ChannelException {
        try {
            return kernel.deviceIoControl(
                    handle, code, input, input == null ? 0 : input.capacity(), output, output == null ? 0 : output.capacity());
        } catch (WindowsError e) {
            throw errors.failure(new WindowsError("asking PRMonitor.sys: " + what, e.code()));
        }
    }
}
