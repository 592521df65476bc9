package org.prmonitor.nativeaccess.internal.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Makes a record as the driver would: the fixed part by offset, then the variable part piece by piece. */
final class WindowsRecordEncoder {

    private final ByteBuffer fixed;
    private final ByteArrayOutputStream rest = new ByteArrayOutputStream();

    WindowsRecordEncoder(int type, int size) {
        fixed = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        fixed.put(WireLayout.HEADER_TYPE, (byte) type).put(WireLayout.HEADER_VERSION, (byte) WireLayout.VERSION);
    }

    WindowsRecordEncoder time(long time) {
        fixed.putLong(WireLayout.HEADER_TIME, time);
        return this;
    }

    WindowsRecordEncoder subject(long startTime, long processId, long threadId) {
        fixed.putLong(WireLayout.SUBJECT_START_TIME, startTime)
                .putInt(WireLayout.SUBJECT_PROCESS_ID, (int) processId)
                .putInt(WireLayout.SUBJECT_THREAD_ID, (int) threadId);
        return this;
    }

    WindowsRecordEncoder number(int offset, int value) {
        fixed.putInt(offset, value);
        return this;
    }

    WindowsRecordEncoder length(int offset, int value) {
        fixed.putShort(offset, (short) value);
        return this;
    }

    WindowsRecordEncoder single(int offset, int value) {
        fixed.put(offset, (byte) value);
        return this;
    }

    WindowsRecordEncoder text(String text) {
        for (var unit : text.toCharArray()) {
            rest.write(unit);
            rest.write(unit >> Byte.SIZE);
        }
        return this;
    }

    WindowsRecordEncoder bytes(byte[] bytes) {
        rest.writeBytes(bytes);
        return this;
    }

    byte[] record() {
        var record = new ByteArrayOutputStream();
        record.writeBytes(fixed.putInt(0, fixed.capacity() + rest.size()).array());
        record.writeBytes(rest.toByteArray());
        return record.toByteArray();
    }
}
