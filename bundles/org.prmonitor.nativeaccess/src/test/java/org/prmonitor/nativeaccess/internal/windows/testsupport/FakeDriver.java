package org.prmonitor.nativeaccess.internal.windows.testsupport;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.prmonitor.nativeaccess.internal.windows.device.DriverVersion;
import org.prmonitor.nativeaccess.internal.windows.system.WindowsError;

/** A driver that runs, as prmonitor_windows.h describes it. Guarded by the fake Windows. */
final class FakeDriver {

    private static final int SESSIONS_MAX = 8;
    private static final int ALL_TYPES = 1 << 1 | 1 << 3 | 1 << 4 | 1 << 5;

    final DriverVersion version;

    /** By file object. */
    final Map<Long, FakeSession> sessions = new LinkedHashMap<>();

    int capabilities = 0x0f;

    FakeDriver(DriverVersion version) {
        this.version = version;
    }

    int control(long file, int code, @Nullable ByteBuffer input, int inputBytes, @Nullable ByteBuffer output, int outputBytes)
            throws WindowsError {
        return switch (code) {
            case 0x8337E000 -> version(need(output, outputBytes, 16, inputBytes));
            case 0x8337E004 -> start(file, input, inputBytes);
            case 0x8337E008 -> info(file, need(output, outputBytes, 24, inputBytes), outputBytes);
            case 0x8337E00C -> {
                if (sessions.remove(file) == null) {
                    throw new WindowsError("DeviceIoControl", 22);
                }
                yield 0;
            }
            case 0x8337E010 -> statistics(file, need(output, outputBytes, 72, inputBytes));
            default -> throw new WindowsError("DeviceIoControl", 1);
        };
    }

    private static ByteBuffer need(@Nullable ByteBuffer output, int outputBytes, int bytes, int inputBytes) throws WindowsError {
        if (inputBytes != 0) {
            throw new WindowsError("DeviceIoControl", 24);
        }
        if (output == null || outputBytes < bytes) {
            throw new WindowsError("DeviceIoControl", 122);
        }
        return output;
    }

    private int version(ByteBuffer output) {
        output.putInt(0, version.control())
                .putInt(4, version.wire())
                .putShort(8, (short) version.major())
                .putShort(10, (short) version.minor())
                .putShort(12, (short) version.patch())
                .putShort(14, (short) (version.test() ? 1 : 0));
        return 16;
    }

    private int start(long file, @Nullable ByteBuffer input, int inputBytes) throws WindowsError {
        if (input == null || inputBytes != 32) {
            throw new WindowsError("DeviceIoControl", 24);
        }
        if (input.getInt(0) != version.control()) {
            throw new WindowsError("DeviceIoControl", 1306);
        }
        var session = new FakeSession(input.getInt(4), input.getLong(8), input.getInt(16), input.getInt(20), input.getInt(24));
        if (session.types == 0
                || (session.types & ~ALL_TYPES) != 0
                || session.ringBytes < 256 << 10
                || session.ringBytes > 64 << 20
                || session.filter < 0
                || session.filter > 2
                || session.filter == 0 && session.processId != 0
                || input.getInt(28) != 0) {
            throw new WindowsError("DeviceIoControl", 87);
        }
        if (sessions.containsKey(file)) {
            throw new WindowsError("DeviceIoControl", 170);
        }
        if (sessions.size() == SESSIONS_MAX) {
            throw new WindowsError("DeviceIoControl", 69);
        }
        sessions.put(file, session);
        return 0;
    }

    private int info(long file, ByteBuffer output, int outputBytes) throws WindowsError {
        var session = sessions.get(file);
        if (session == null) {
            throw new WindowsError("DeviceIoControl", 22);
        }
        var bytes = session.fill(output, outputBytes);
        if (bytes < 0) {
            throw new WindowsError("DeviceIoControl", 122);
        }
        return bytes;
    }

    private int statistics(long file, ByteBuffer output) {
        var session = sessions.get(file);
        output.putInt(0, capabilities)
                .putInt(4, sessions.size())
                .putInt(8, (capabilities & 1) == 0 ? 0xC0000022 : 0)
                .putInt(12, (capabilities & 2) == 0 ? 0xC0000002 : 0)
                .putInt(16, (capabilities & 4) == 0 ? 0xC00000BB : 0)
                .putInt(20, session == null ? 0 : session.ringBytes)
                .putInt(24, session == null ? 0 : session.types)
                .putInt(28, 0)
                .putLong(32, session == null ? 0 : session.seen)
                .putLong(40, session == null ? 0 : session.delivered)
                .putLong(48, session == null ? 0 : session.lost)
                .putLong(56, session == null ? 0 : session.waitingRecords())
                .putLong(64, session == null ? 0 : session.waitingBytes());
        return 72;
    }
}
