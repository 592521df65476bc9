package org.prmonitor.nativeaccess.internal.windows.testsupport;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;

/** A session of a fake driver: a ring that drops what finds no room, and counts. Guarded by the fake Windows. */
final class FakeSession {

    private static final int HEADER_LOST = 16;

    final int types;
    final long event;
    final int ringBytes;
    final int filter;
    final int processId;
    private final ArrayDeque<byte[]> ring = new ArrayDeque<>();
    private long used;
    long seen;
    long delivered;
    long lost;

    FakeSession(int types, long event, int ringBytes, int filter, int processId) {
        this.types = types;
        this.event = event;
        this.ringBytes = ringBytes + 4095 & ~4095;
        this.filter = filter;
        this.processId = processId;
    }

    /** Whether the ring was empty and is no more. */
    boolean take(byte[] record) {
        seen++;
        if (used + aligned(record.length) > ringBytes) {
            lost++;
            return false;
        }
        var stored = record.clone();
        ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN).putLong(HEADER_LOST, lost);
        ring.add(stored);
        used += aligned(record.length);
        return ring.size() == 1;
    }

    long waitingRecords() {
        return ring.size();
    }

    long waitingBytes() {
        return used;
    }

    /** Fills the output; how many bytes, or -1 when the first record has no room. */
    int fill(ByteBuffer output, int outputBytes) {
        var end = 24;
        var offset = 24;
        var records = 0;
        while (!ring.isEmpty() && offset + ring.element().length <= outputBytes) {
            var record = ring.remove();
            while (end < offset) {
                output.put(end++, (byte) 0);
            }
            output.put(offset, record);
            end = offset + record.length;
            offset = aligned(end);
            used -= aligned(record.length);
            records++;
            delivered++;
        }
        if (records == 0 && !ring.isEmpty()) {
            return -1;
        }
        output.putInt(0, records)
                .putInt(4, end - 24)
                .putInt(8, ring.size())
                .putInt(12, (int) used)
                .putLong(16, lost);
        return end;
    }

    private static int aligned(int bytes) {
        return bytes + 7 & ~7;
    }
}
