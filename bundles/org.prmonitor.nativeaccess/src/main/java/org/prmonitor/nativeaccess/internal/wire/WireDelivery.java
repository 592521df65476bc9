package org.prmonitor.nativeaccess.internal.wire;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.channel.MonitorEventSink;

/**
 * Hands a session's records to a sink as events, and its losses in their place. A record says how many events were lost
 * before it, and the channel hears of what was lost behind the last one: the highest count met is what has been reported, so
 * that each loss is reported once.
 *
 * <p>One thread at a time, under the channel's lock; {@link #delivered} from any thread.
 */
public final class WireDelivery {

    private final WireDecoder decoder;

    /** Written lazily, so that no event pays for a memory barrier. */
    private final AtomicLong delivered = new AtomicLong();

    /** Guarded by the channel's lock: losses that the sink was told of. */
    private long reported;

    /** A session that begins. */
    public WireDelivery(WireDecoder decoder) {
        this.decoder = decoder;
    }

    /**
     * Hands over a record, and before it the loss that it tells of.
     *
     * @throws ChannelException when it is no record
     */
    public void deliver(MonitorEventSink sink, ByteBuffer memory, int offset, int length) throws ChannelException {
        report(sink, decoder.lost(memory, offset, length));
        var event = decoder.decode(memory, offset, length, sink.nextSequence());
        delivered.lazySet(delivered.getPlain() + 1);
        sink.accept(event);
    }

    /** Tells the sink of what is new in a count of events lost since the session began. */
    public void report(MonitorEventSink sink, long lost) {
        if (isNew(lost)) {
            var count = lost - reported;
            reported = lost;
            sink.lost(count);
        }
    }

    /** Whether the sink has not been told of all that this count of losses tells. */
    public boolean isNew(long lost) {
        return lost > reported;
    }

    /** Events handed over. Any thread. */
    public long delivered() {
        return delivered.get();
    }
}
