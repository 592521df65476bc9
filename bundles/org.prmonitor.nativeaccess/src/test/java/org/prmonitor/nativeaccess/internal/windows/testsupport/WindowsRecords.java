package org.prmonitor.nativeaccess.internal.windows.testsupport;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Records as the driver would put them into a ring. */
public final class WindowsRecords {

    /** 2026-01-01 UTC, in units of 100 ns since 1601. */
    private static final long TIME = 134_117_856_000_000_000L;

    private WindowsRecords() {}

    /** A process that ends with a status. */
    public static byte[] exited(int processId, int status) {
        var record = record(3, 80, processId);
        record.putInt(72, status);
        return record.array();
    }

    /** A process that starts with a command line. */
    public static byte[] started(int processId, String commandLine) {
        var text = commandLine.getBytes(StandardCharsets.UTF_16LE);
        var record = record(1, 80 + text.length, processId);
        record.putShort(74, (short) text.length).put(80, text);
        return record.array();
    }

    private static ByteBuffer record(int type, int size, int processId) {
        return ByteBuffer.allocate(size)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0, size)
                .put(4, (byte) type)
                .put(5, (byte) 1)
                .putLong(8, TIME)
                .putLong(24, TIME - 10_000)
                .putInt(32, processId);
    }
}
