package org.prmonitor.nativeaccess.internal.wire;

import java.nio.ByteBuffer;
import org.prmonitor.api.channel.ChannelException;

/** Takes records. */
@FunctionalInterface
public interface RecordSink {

    /** Takes a record: {@code length} bytes of {@code memory} from {@code offset}, valid until this returns. */
    void record(ByteBuffer memory, int offset, int length) throws ChannelException;
}
