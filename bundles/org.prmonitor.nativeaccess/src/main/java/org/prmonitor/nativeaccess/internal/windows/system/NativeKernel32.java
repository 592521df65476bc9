package org.prmonitor.nativeaccess.internal.windows.system;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.WString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The real {@code kernel32}. Its functions are called by their addresses: JNA's direct mapping leaves memory behind when the
 * bundle is updated. 64-bit Windows has one calling convention, which JNA's default is there.
 */
final class NativeKernel32 implements Kernel32 {

    private static final NativeLibrary LIBRARY = NativeLibrary.getInstance("kernel32");

    private static final Function CREATE_FILE = LIBRARY.getFunction("CreateFileW");
    private static final Function CLOSE_HANDLE = LIBRARY.getFunction("CloseHandle");
    private static final Function DEVICE_IO_CONTROL = LIBRARY.getFunction("DeviceIoControl");
    private static final Function CREATE_EVENT = LIBRARY.getFunction("CreateEventW");
    private static final Function SET_EVENT = LIBRARY.getFunction("SetEvent");
    private static final Function WAIT_FOR_SINGLE_OBJECT = LIBRARY.getFunction("WaitForSingleObject");
    private static final Function CREATE_MUTEX = LIBRARY.getFunction("CreateMutexW");
    private static final Function RELEASE_MUTEX = LIBRARY.getFunction("ReleaseMutex");
    private static final Function GET_SYSTEM_DIRECTORY = LIBRARY.getFunction("GetSystemDirectoryW");
    private static final Function FORMAT_MESSAGE = LIBRARY.getFunction("FormatMessageW");

    private static final long INVALID_HANDLE_VALUE = -1;
    private static final int WAIT_FAILED = -1;
    private static final int FILE_SHARE_READ_WRITE = 3;
    private static final int OPEN_EXISTING = 3;
    private static final int FORMAT_MESSAGE_FROM_SYSTEM = 0x1000;
    private static final int FORMAT_MESSAGE_IGNORE_INSERTS = 0x200;
    private static final int TEXT_CHARACTERS = 1024;

    @Override
    public long openFile(String path, int access) throws WindowsError {
        var arguments = new @Nullable Object[] {new WString(path), access, FILE_SHARE_READ_WRITE, null, OPEN_EXISTING, 0, 0L};
        var handle = CREATE_FILE.invokeLong(arguments);
        if (handle == INVALID_HANDLE_VALUE) {
            throw failed("CreateFile(" + path + ")");
        }
        return handle;
    }

    @Override
    public void closeHandle(long handle) throws WindowsError {
        check("CloseHandle", CLOSE_HANDLE.invokeInt(new Object[] {handle}));
    }

    @Override
    public int deviceIoControl(
            long device, int code, @Nullable ByteBuffer input, int inputBytes, @Nullable ByteBuffer output, int outputBytes)
            throws WindowsError {
        checkBuffer(input, inputBytes);
        checkBuffer(output, outputBytes);
        var returned = ByteBuffer.allocateDirect(Integer.BYTES).order(ByteOrder.nativeOrder());
        var arguments = new @Nullable Object[] {device, code, input, inputBytes, output, outputBytes, returned, null};
        check("DeviceIoControl(0x" + Integer.toHexString(code) + ")", DEVICE_IO_CONTROL.invokeInt(arguments));
        return returned.getInt(0);
    }

    @Override
    public long createEvent() throws WindowsError {
        return handle("CreateEvent", CREATE_EVENT.invokeLong(new @Nullable Object[] {null, 0, 0, null}));
    }

    @Override
    public void setEvent(long event) throws WindowsError {
        check("SetEvent", SET_EVENT.invokeInt(new Object[] {event}));
    }

    @Override
    public int waitFor(long handle, int millis) throws WindowsError {
        var result = WAIT_FOR_SINGLE_OBJECT.invokeInt(new Object[] {handle, millis});
        if (result == WAIT_FAILED) {
            throw failed("WaitForSingleObject");
        }
        return result;
    }

    @Override
    public long createMutex(String name) throws WindowsError {
        return handle("CreateMutex(" + name + ")", CREATE_MUTEX.invokeLong(new @Nullable Object[] {null, 0, new WString(name)}));
    }

    @Override
    public void releaseMutex(long mutex) throws WindowsError {
        check("ReleaseMutex", RELEASE_MUTEX.invokeInt(new Object[] {mutex}));
    }

    @Override
    public String systemDirectory() throws WindowsError {
        var buffer = textBuffer();
        var length = GET_SYSTEM_DIRECTORY.invokeInt(new Object[] {buffer, TEXT_CHARACTERS});
        if (length <= 0 || length >= TEXT_CHARACTERS) {
            throw failed("GetSystemDirectory");
        }
        return text(buffer, length);
    }

    @Override
    public @Nullable String formatMessage(int code) {
        var buffer = textBuffer();
        var flags = FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS;
        var arguments = new @Nullable Object[] {flags, null, code, 0, buffer, TEXT_CHARACTERS, null};
        var length = FORMAT_MESSAGE.invokeInt(arguments);
        return length <= 0 ? null : text(buffer, length);
    }

    /** Of {@code wchar_t}, which has 2 bytes on Windows, and where these functions are a bridge's on another system, perhaps 4. */
    private static ByteBuffer textBuffer() {
        return ByteBuffer.allocateDirect(TEXT_CHARACTERS * Native.WCHAR_SIZE);
    }

    private static String text(ByteBuffer buffer, int characters) {
        var bytes = new byte[characters * Native.WCHAR_SIZE];
        buffer.get(0, bytes);
        return new String(bytes, Native.WCHAR_SIZE == 2 ? StandardCharsets.UTF_16LE : Charset.forName("UTF-32LE"));
    }

    private static long handle(String call, long handle) throws WindowsError {
        if (handle == 0) {
            throw failed(call);
        }
        return handle;
    }

    private static void check(String call, int succeeded) throws WindowsError {
        if (succeeded == 0) {
            throw failed(call);
        }
    }

    private static WindowsError failed(String call) {
        return new WindowsError(call, Native.getLastError());
    }

    private static void checkBuffer(@Nullable ByteBuffer buffer, int bytes) {
        if (bytes < 0 || buffer == null && bytes > 0 || buffer != null && (!buffer.isDirect() || bytes > buffer.capacity())) {
            throw new IllegalArgumentException(bytes + " bytes of " + buffer);
        }
    }
}
