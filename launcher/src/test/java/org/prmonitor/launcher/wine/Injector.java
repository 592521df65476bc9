package org.prmonitor.launcher.wine;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.prmonitor.nativeaccess.internal.windows.system.Kernel32;
import org.prmonitor.nativeaccess.internal.windows.system.WindowsError;

/**
 * Asks the test image for events: {@code driver/windows/test/inject.h}. The process in them is the one that asks, the
 * bridge's helper.
 */
final class Injector implements AutoCloseable {

    private static final int IOCTL_PRM_INJECT = 0x8337E3C0;
    private static final int IOCTL_PRM_STARTHOOK = 0x8337E004;
    private static final int IOCTL_PRM_STATS = 0x8337E010;
    private static final int RING_BYTES = 16 << 20;
    private static final int LOOK_MILLIS = 20;
    private static final int BYTES = 64;
    private static final int TOKEN_QUERY = 8;
    private static final int TOKEN_USER = 1;
    private static final int TOKEN_SESSION_ID = 12;

    private final Kernel32 kernel;
    private final long device;
    private final long event;

    Injector(Wine wine) throws IOException, WindowsError {
        kernel = wine.functions().kernel();
        device = kernel.openFile("\\\\.\\PRMonitor", Kernel32.GENERIC_READ_WRITE);
        event = kernel.createEvent();
    }

    /** A wish, field by field, under the header's names. */
    static final class Wish {

        private final ByteBuffer fixed = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        private byte[] text = {};
        private byte[] name = {};
        private byte[] data = {};

        Wish(int type) {
            fixed.putInt(0, type).putInt(8, 1);
        }

        Wish operation(int operation) {
            fixed.putInt(4, operation);
            return this;
        }

        Wish count(int count, int rate) {
            fixed.putInt(8, count).putInt(12, rate);
            return this;
        }

        Wish process(long process) {
            fixed.putInt(16, (int) process);
            return this;
        }

        Wish creation(int parent, int creator, int thread) {
            fixed.putInt(20, parent).putInt(24, creator).putInt(28, thread);
            return this;
        }

        Wish registry(int status, int valueType) {
            fixed.putInt(32, status).putInt(36, valueType);
            return this;
        }

        Wish image(long base, long size) {
            fixed.putLong(40, base).putLong(48, size);
            return this;
        }

        Wish text(String newText) {
            text = newText.getBytes(StandardCharsets.UTF_16LE);
            return this;
        }

        Wish name(String newName) {
            name = newName.getBytes(StandardCharsets.UTF_16LE);
            return this;
        }

        Wish data(byte... newData) {
            data = newData;
            return this;
        }

        private ByteBuffer input() {
            fixed.putShort(56, (short) text.length).putShort(58, (short) name.length).putInt(60, data.length);
            var input = ByteBuffer.allocateDirect(BYTES + text.length + name.length + data.length);
            return input.put(fixed.array()).put(text).put(name).put(data);
        }
    }

    /** The events come after this returns. */
    void inject(Wish wish) throws WindowsError {
        var input = wish.input();
        kernel.deviceIoControl(device, IOCTL_PRM_INJECT, input.clear(), input.capacity(), null, 0);
    }

    /** Begins a session, with the largest ring, that sees what all others see. */
    void watch() throws WindowsError {
        var start = ByteBuffer.allocateDirect(32).order(ByteOrder.LITTLE_ENDIAN);
        start.putInt(0, 1).putInt(4, 1 << 1).putLong(8, event).putInt(16, RING_BYTES);
        kernel.deviceIoControl(device, IOCTL_PRM_STARTHOOK, start, 32, null, 0);
    }

    /** Waits until so many events were raised since {@link #watch}. */
    void awaitSeen(long count) throws WindowsError {
        while (statistics().getLong(32) < count) {
            kernel.waitFor(event, LOOK_MILLIS);
        }
    }

    /** Waits until nobody has a session: the handles of a process that was killed are closed when Wine comes to it. */
    void awaitNoSession() throws WindowsError {
        while (statistics().getInt(4) > 0) {
            kernel.waitFor(event, LOOK_MILLIS);
        }
    }

    private ByteBuffer statistics() throws WindowsError {
        var statistics = ByteBuffer.allocateDirect(72).order(ByteOrder.LITTLE_ENDIAN);
        kernel.deviceIoControl(device, IOCTL_PRM_STATS, null, 0, statistics, 72);
        return statistics;
    }

    /** The id of the process that the events are about. */
    static long helperProcessId() {
        return Wine.function("kernel32", "GetCurrentProcessId").invokeInt(new Object[0]) & 0xffff_ffffL;
    }

    /** The user whose process that is, as the system writes it. */
    static String helperUser() {
        try (var user = token(TOKEN_USER)) {
            var text = new Memory(Long.BYTES);
            Wine.function("Advapi32", "ConvertSidToStringSidW").invokeInt(new Object[] {user.getPointer(0), text});
            return text.getPointer(0).getWideString(0);
        }
    }

    /** The session in which it runs. */
    static long helperSession() {
        try (var session = token(TOKEN_SESSION_ID)) {
            return session.getInt(0) & 0xffff_ffffL;
        }
    }

    private static Memory token(int kind) {
        try (var token = new Memory(Long.BYTES);
                var needed = new Memory(Integer.BYTES)) {
            var process = Wine.function("kernel32", "GetCurrentProcess").invokeLong(new Object[0]);
            check(Wine.function("Advapi32", "OpenProcessToken").invokeInt(new Object[] {process, TOKEN_QUERY, token}));
            var information = new Memory(256);
            var arguments = new Object[] {token.getLong(0), kind, information, 256, needed};
            check(Wine.function("Advapi32", "GetTokenInformation").invokeInt(arguments));
            check(Wine.function("kernel32", "CloseHandle").invokeInt(new Object[] {token.getLong(0)}));
            return information;
        }
    }

    private static void check(int succeeded) {
        if (succeeded == 0) {
            throw new AssertionError("Windows error " + Native.getLastError());
        }
    }

    @Override
    public void close() throws WindowsError {
        kernel.closeHandle(device);
        kernel.closeHandle(event);
    }
}
