package org.prmonitor.nativeaccess.internal.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.prmonitor.api.channel.ChannelException;

/**
 * What one GETINFO gives: a {@code prm_batch}, and records that each begin at a multiple of 8. All of it is checked when it
 * is made, against the bytes that the driver says it wrote, so that a walk through it cannot go astray. The memory must not
 * change while the batch is used.
 */
public final class WireBatch {

    private final ByteBuffer memory;
    private final int length;

    /**
     * Checks a batch.
     *
     * @param memory the output buffer, from its beginning
     * @param length how many bytes of it the driver wrote
     * @throws ChannelException when these bytes are not exactly a batch with its records
     */
    public WireBatch(ByteBuffer memory, int length) throws ChannelException {
        if (length < WireLayout.BATCH_SIZE || length > memory.limit()) {
            throw refused("has " + length + " bytes, of " + WireLayout.BATCH_SIZE + " to " + memory.limit());
        }
        this.memory = memory.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        this.length = length;
        var bytes = unsigned(WireLayout.BATCH_BYTES);
        if (bytes != length - WireLayout.BATCH_SIZE) {
            throw refused("has " + length + " bytes and says it has " + bytes + " beyond its header");
        }
        if (lost() < 0) {
            throw refused("says that " + Long.toUnsignedString(lost()) + " events were lost");
        }
        checkRecords();
    }

    /** How many records are in it. */
    public int records() {
        return memory.getInt(WireLayout.BATCH_RECORDS);
    }

    /** How many records are left in the ring. */
    public long waitingRecords() {
        return unsigned(WireLayout.BATCH_WAITING_RECORDS);
    }

    /** How many bytes a buffer needs beyond {@link WireLayout#BATCH_SIZE} to take all that are left. */
    public long waitingBytes() {
        return unsigned(WireLayout.BATCH_WAITING_BYTES);
    }

    /** Events that found no room since the session began, read in the same instant. */
    public long lost() {
        return memory.getLong(WireLayout.BATCH_LOST);
    }

    /** Hands over the records, the oldest first. */
    public void forEach(RecordSink sink) throws ChannelException {
        for (var offset = WireLayout.BATCH_SIZE; offset < length; ) {
            var size = memory.getInt(offset);
            sink.record(memory, offset, size);
            offset = aligned(offset + size);
        }
    }

    /** Sizes first, and the count last: how many there should be is not known to be true until they are all there. */
    private void checkRecords() throws ChannelException {
        var count = 0L;
        var end = WireLayout.BATCH_SIZE;
        while (end < length) {
            var offset = aligned(end);
            if (offset > length - WireLayout.HEADER_SIZE) {
                throw refused("ends at " + length + " amid the header of a record at " + offset);
            }
            for (var gap = end; gap < offset; gap++) {
                if (memory.get(gap) != 0) {
                    throw refused("has a byte that is not 0 before the record at " + offset);
                }
            }
            var size = unsigned(offset);
            if (size < WireLayout.HEADER_SIZE || size > WireLayout.WINDOWS_RECORD_MAX || size > length - offset) {
                throw refused("has a record of " + size + " bytes at " + offset + ", and ends at " + length);
            }
            end = offset + (int) size;
            count++;
        }
        if (count != unsigned(WireLayout.BATCH_RECORDS)) {
            throw refused("has " + count + " records and says it has " + unsigned(WireLayout.BATCH_RECORDS));
        }
    }

    private long unsigned(int offset) {
        return memory.getInt(offset) & 0xffff_ffffL;
    }

    private static int aligned(int offset) {
        return offset + WireLayout.BATCH_ALIGNMENT - 1 & -WireLayout.BATCH_ALIGNMENT;
    }

    private static ChannelException refused(String what) {
        return new ChannelException("what the driver gave " + what, "report this: the driver and the decoder do not fit together");
    }
}
