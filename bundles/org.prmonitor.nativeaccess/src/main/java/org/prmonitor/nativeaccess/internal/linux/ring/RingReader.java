package org.prmonitor.nativeaccess.internal.linux.ring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.nativeaccess.internal.wire.RecordSink;

/**
 * The consumer's side of a {@code BPF_MAP_TYPE_RINGBUF}, as the kernel's {@code Documentation/bpf/ringbuf.rst} and
 * {@code kernel/bpf/ringbuf.c} have it: two positions that only rise, and records with a header of 8 bytes, whose first
 * word holds the length and two bits. The data is mapped twice in a row, so that no record is ever in two pieces.
 *
 * <p>Ordering: the kernel stores a record's header with release after its bytes, and the producer's position after the
 * header was marked busy; both are loaded with acquire here. The consumer's position is stored with release after the last
 * byte was read, because the kernel may overwrite what lies before it. One thread.
 */
public final class RingReader {

    /** Bytes before a record: the word with length and bits, and a page number that is the kernel's. */
    static final int RECORD_HEADER_BYTES = 8;

    private static final int BUSY = 1 << 31;
    private static final int DISCARDED = 1 << 30;
    private static final int LENGTH_MASK = DISCARDED - 1;
    private static final int PUBLISH_EVERY = 64;

    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final ByteBuffer consumer;
    private final ByteBuffer producer;
    private final int dataOffset;
    private final int size;

    /** Where the next record begins; what the kernel knows of it may be older. */
    private long position;

    /**
     * A reader that goes on where the last one stopped.
     *
     * @param consumerPage the page with the consumer's position, writable
     * @param producerPages the page with the producer's position, and then the data, twice
     * @param pageSize bytes of a page
     */
    public RingReader(ByteBuffer consumerPage, ByteBuffer producerPages, int pageSize) {
        this.consumer = consumerPage.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        this.producer = producerPages.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        this.dataOffset = pageSize;
        this.size = (producerPages.capacity() - pageSize) / 2;
        if (size < RECORD_HEADER_BYTES || Integer.bitCount(size) != 1) {
            throw new IllegalArgumentException("a ring of " + size + " bytes");
        }
        this.position = (long) LONG.getAcquire(consumer, 0);
    }

    /**
     * Whether a record is there or on its way. To be asked before sleeping: everything that was read is published first, so
     * that whoever produces the next record knows that it has to wake this reader.
     */
    public boolean hasData() {
        LONG.setRelease(consumer, 0, position);
        // The store must be visible before the load is made, or both sides may miss one another.
        VarHandle.fullFence();
        return (long) LONG.getAcquire(producer, 0) != position;
    }

    /**
     * Takes all records that are ready, in order, and stops at one that is being written. Ends after one ring full, so that
     * a producer that never rests cannot hold the caller for ever; all that was there when it was called has then been
     * taken.
     *
     * @return how many records went to the sink
     * @throws ChannelException when the ring is not what it should be, or from the sink, whose record counts as taken
     */
    public int drain(RecordSink sink) throws ChannelException {
        var count = 0;
        var unpublished = 0;
        var end = position + size;
        try {
            var produced = produced();
            while (position - end < 0) {
                if (position == produced) {
                    produced = produced();
                    if (position == produced) {
                        break;
                    }
                }
                var offset = dataOffset + (int) (position & size - 1);
                var header = (int) INT.getAcquire(producer, offset);
                if ((header & BUSY) != 0) {
                    break;
                }
                var length = header & LENGTH_MASK;
                var next = position + (length + RECORD_HEADER_BYTES + 7 & ~7);
                if (length > size - RECORD_HEADER_BYTES || next - produced > 0) {
                    throw corrupt("a record of " + length + " bytes, " + (produced - position) + " are there");
                }
                position = next;
                if ((header & DISCARDED) == 0) {
                    count++;
                    sink.record(producer, offset + RECORD_HEADER_BYTES, length);
                }
                if (++unpublished == PUBLISH_EVERY) {
                    unpublished = 0;
                    LONG.setRelease(consumer, 0, position);
                }
            }
        } finally {
            LONG.setRelease(consumer, 0, position);
        }
        return count;
    }

    private long produced() throws ChannelException {
        var produced = (long) LONG.getAcquire(producer, 0);
        var ready = produced - position;
        if (ready < 0 || ready > size || (produced & 7) != 0) {
            throw corrupt("the producer is at " + produced + ", the ring has " + size + " bytes");
        }
        return produced;
    }

    private ChannelException corrupt(String what) {
        return new ChannelException("ring corrupt at " + position + ": " + what, "report this with the kernel's version");
    }
}
