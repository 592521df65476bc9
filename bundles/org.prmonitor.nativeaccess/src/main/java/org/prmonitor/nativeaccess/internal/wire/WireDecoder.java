package org.prmonitor.nativeaccess.internal.wire;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.MonitorEvent;

/**
 * Makes events of wire records: what all platforms have in common. What a platform's fields mean is its own decoder's
 * matter. Every length is checked against the record, and the record against what the ring gave, before a byte is read;
 * whatever the bytes are, the outcome is an event or a {@link ChannelException}. Memory is little-endian. One thread.
 */
public abstract class WireDecoder {

    private final String channel;

    /**
     * A decoder.
     *
     * @param channel the name that events carry
     */
    protected WireDecoder(String channel) {
        this.channel = channel;
    }

    /**
     * Checks a record's header, and gives its count of events lost before it since the session began.
     *
     * @throws ChannelException when the record is not of this version, or its length is wrong
     */
    public final long lost(ByteBuffer memory, int offset, int length) throws ChannelException {
        if (length < WireLayout.HEADER_SIZE) {
            throw refused("a record of " + length + " bytes, shorter than its header");
        }
        if (memory.getInt(offset) != length) {
            throw refused("a record of " + length + " bytes that says it has " + Integer.toUnsignedString(memory.getInt(offset)));
        }
        var version = memory.get(offset + WireLayout.HEADER_VERSION) & 0xff;
        if (version != WireLayout.VERSION) {
            throw refused("a record of wire version " + version + ", this is " + WireLayout.VERSION);
        }
        var lost = memory.getLong(offset + WireLayout.HEADER_LOST);
        if (lost < 0) {
            throw refused("a record before which " + Long.toUnsignedString(lost) + " events were lost");
        }
        return lost;
    }

    /**
     * Decodes a record whose header {@link #lost} has checked.
     *
     * @param sequence the number that the event gets
     * @throws ChannelException when the record's type is unknown on this platform or its lengths do not fit one another
     */
    public abstract MonitorEvent decode(ByteBuffer memory, int offset, int length, long sequence) throws ChannelException;

    /** What every event says about itself. */
    protected final EventHeader header(long sequence, Instant time) {
        return new EventHeader(sequence, time, channel);
    }

    /** {@code enum prm_type}. */
    protected static int type(ByteBuffer memory, int offset) {
        return memory.get(offset + WireLayout.HEADER_TYPE) & 0xff;
    }

    /** Whether the header has a flag. */
    protected static boolean has(ByteBuffer memory, int offset, int flag) {
        return (memory.getShort(offset + WireLayout.HEADER_FLAGS) & flag) != 0;
    }

    /** A {@code __u32}. */
    protected static long unsigned(ByteBuffer memory, int offset) {
        return memory.getInt(offset) & 0xffff_ffffL;
    }

    /** A length in a {@code __u16}. */
    protected static int length(ByteBuffer memory, int offset) {
        return memory.getShort(offset) & 0xffff;
    }

    /** A copy. */
    protected static byte[] bytes(ByteBuffer memory, int offset, int length) {
        var bytes = new byte[length];
        memory.get(offset, bytes);
        return bytes;
    }

    /** Refuses a record whose lengths do not fit one another. */
    protected static void require(boolean fits, String type, int length) throws ChannelException {
        if (!fits) {
            throw refused("a record of type " + type + " whose lengths do not fit its " + length + " bytes");
        }
    }

    /** The refusal of a record of a type that this platform does not have. */
    protected static ChannelException unknownType(int type) {
        return refused("a record of type " + type);
    }

    /** The refusal of what makes no sense. */
    static ChannelException refused(String what) {
        return new ChannelException("the ring holds " + what, "report this: the driver and the decoder do not fit together");
    }
}
