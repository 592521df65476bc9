package org.prmonitor.nativeaccess.internal.linux.ring;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A ring in ordinary memory, with the producer's side that the kernel has. The second view of the data is kept equal by hand. */
final class FakeRing {

    static final int PAGE = 4096;
    static final int BUSY = 1 << 31;
    static final int DISCARDED = 1 << 30;

    final ByteBuffer consumer = ByteBuffer.allocateDirect(PAGE).order(ByteOrder.LITTLE_ENDIAN);
    final ByteBuffer producer;
    private final int size;

    FakeRing(int size, long start) {
        this.size = size;
        this.producer = ByteBuffer.allocateDirect(PAGE + 2 * size).order(ByteOrder.LITTLE_ENDIAN);
        consumer.putLong(0, start);
        producer.putLong(0, start);
    }

    RingReader reader() {
        return new RingReader(consumer, producer, PAGE);
    }

    long consumerPosition() {
        return consumer.getLong(0);
    }

    long producerPosition() {
        return producer.getLong(0);
    }

    void setProducerPosition(long position) {
        producer.putLong(0, position);
    }

    /** Puts a record if there is room for it, as bpf_ringbuf_output does. */
    boolean offer(byte[] bytes, int bits) {
        var total = bytes.length + RingReader.RECORD_HEADER_BYTES + 7 & ~7;
        var position = producerPosition();
        if (position + total - consumerPosition() > size) {
            return false;
        }
        for (var index = 0; index < bytes.length; index++) {
            put(position + RingReader.RECORD_HEADER_BYTES + index, bytes[index]);
        }
        setHeader(position, bytes.length | bits);
        setProducerPosition(position + total);
        return true;
    }

    void setHeader(long position, int header) {
        for (var index = 0; index < Integer.BYTES; index++) {
            put(position + index, (byte) (header >>> 8 * index));
        }
    }

    void put(long position, byte value) {
        var offset = PAGE + (int) (position & size - 1);
        producer.put(offset, value);
        producer.put(offset + size, value);
    }
}
