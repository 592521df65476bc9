package org.prmonitor.source.internal.durable;

import java.nio.ByteBuffer;
import org.prmonitor.api.event.MonitorEvent;

/** Puts records one behind the other, to be written in one go. One thread. */
final class RecordWriter {

    private final FieldWriter out = new FieldWriter();
    private final EventEncoder encoder = new EventEncoder(out);
    private final RecordChecksum checksum;

    RecordWriter(JournalIdentity identity) {
        checksum = new RecordChecksum(identity);
    }

    /** How many bytes there are. */
    int length() {
        return out.position();
    }

    /** The bytes from 0 on; good until the next record. */
    byte[] memory() {
        return out.buffer().array();
    }

    void clear() {
        out.truncate(0);
    }

    /**
     * Appends a record.
     *
     * @param ordinal how many events, losses not counted, there were up to and with this one
     * @param limit how long the record may be, in bytes
     * @throws IllegalArgumentException when it would be longer, or the event is of an unknown kind; nothing was appended then
     */
    void add(MonitorEvent event, long ordinal, int limit) {
        var start = out.position();
        try {
            out.skip(RecordChecksum.EVENT_AT);
            encoder.encode(event);
            var length = out.position() - start;
            if (length > limit) {
                throw new IllegalArgumentException("event " + event.sequence() + " takes " + length + " bytes, more than a segment has");
            }
        } catch (IllegalArgumentException refused) {
            out.truncate(start);
            throw refused;
        }
        seal(out.buffer(), start, event.sequence(), ordinal);
    }

    private void seal(ByteBuffer memory, int start, long sequence, long ordinal) {
        var end = memory.position();
        memory.putInt(start + RecordChecksum.LENGTH_AT, end - start - RecordChecksum.SEQUENCE_AT);
        memory.putLong(start + RecordChecksum.SEQUENCE_AT, sequence);
        memory.putLong(start + RecordChecksum.ORDINAL_AT, ordinal);
        memory.putInt(start + RecordChecksum.CHECKSUM_AT, checksum.of(memory.array(), start, end));
    }
}
