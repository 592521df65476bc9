package org.prmonitor.nativeaccess.internal.windows.system;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The functions of {@code kernel32} that are used. A handle is a number, 0 is none. A failure is thrown with its code, so
 * that a result and its error cannot be torn apart. Buffers are direct and little-endian, and count from position 0. Any thread.
 */
public interface Kernel32 {

    /** {@code GENERIC_READ | GENERIC_WRITE}. */
    int GENERIC_READ_WRITE = 0xC0000000;

    /** {@code WAIT_OBJECT_0}: signalled. */
    int WAIT_SIGNALLED = 0;

    /** {@code WAIT_ABANDONED}: a mutex whose owner has died; it is the caller's now. */
    int WAIT_ABANDONED = 0x80;

    /** {@code WAIT_TIMEOUT}. */
    int WAIT_TIMEOUT = 0x102;

    /** {@code CreateFile} of something that exists, shared with everybody. */
    long openFile(String path, int access) throws WindowsError;

    /** {@code CloseHandle}. */
    void closeHandle(long handle) throws WindowsError;

    /**
     * {@code DeviceIoControl}.
     *
     * @return how many bytes of the output were written
     */
    int deviceIoControl(long device, int code, @Nullable ByteBuffer input, int inputBytes, @Nullable ByteBuffer output, int outputBytes)
            throws WindowsError;

    /** {@code CreateEvent}: auto-reset, not signalled, without a name. */
    long createEvent() throws WindowsError;

    /** {@code SetEvent}. */
    void setEvent(long event) throws WindowsError;

    /**
     * {@code WaitForSingleObject}.
     *
     * @return one of the {@code WAIT_*}
     */
    int waitFor(long handle, int millis) throws WindowsError;

    /** {@code CreateMutex}: not owned. It opens the one that has this name already. */
    long createMutex(String name) throws WindowsError;

    /** {@code ReleaseMutex}, by the thread that owns it. */
    void releaseMutex(long mutex) throws WindowsError;

    /** {@code GetSystemDirectory}: {@code C:\\Windows\\System32}, whatever this process's environment says. */
    String systemDirectory() throws WindowsError;

    /** {@code FormatMessage}: the system's text for an error code, null where it has none. */
    @Nullable String formatMessage(int code);
}
