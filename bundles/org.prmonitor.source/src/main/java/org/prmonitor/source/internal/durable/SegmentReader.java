package org.prmonitor.source.internal.durable;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;

/**
 * Reads a segment's records one after the other, also of the one that is being written. What is damaged it leaves out, and
 * goes on at the next record that is whole, wherever that begins: the sequence tells what is missing between two. One thread;
 * {@link #close} from any.
 *
 * <p>It reads through a {@link RandomAccessFile}, because a {@link java.nio.channels.FileChannel} closes itself when its
 * thread is interrupted, as a listener's may be.
 */
final class SegmentReader implements Closeable {

    private static final int CAPACITY = 64 << 10;

    /** No record's event is shorter: version, type, sequence, time, channel. */
    private static final int SHORTEST_BODY = RecordChecksum.EVENT_AT - RecordChecksum.SEQUENCE_AT + 9;

    /** So many numbers one record cannot skip; it keeps garbage from being taken for a record. */
    private static final long LARGEST_STEP = 1L << 40;

    private final Segment segment;
    private final RandomAccessFile file;
    private final RecordChecksum checksum;

    /** What was read ahead: from {@link #next} to {@link #filled} it is the file's from {@link #position} on. */
    private byte[] memory = new byte[CAPACITY];
    private ByteBuffer view = ByteBuffer.wrap(memory);
    private int next;
    private int filled;
    private long position = SegmentHeader.LENGTH;

    private long sequence;
    private long ordinal;
    private int eventStart;
    private boolean damaged;

    /** @throws IOException when the file cannot be opened, {@link java.io.FileNotFoundException} where it is gone */
    SegmentReader(Segment segment) throws IOException {
        this.segment = segment;
        this.sequence = segment.firstSequence() - 1;
        this.ordinal = segment.header().firstOrdinal();
        this.checksum = new RecordChecksum(segment.header().identity());
        this.file = new RandomAccessFile(segment.path().toFile(), "r");
    }

    Segment segment() {
        return segment;
    }

    /**
     * Goes to the next whole record.
     *
     * @param limit where in the file the records end that may be read
     * @return false where there is none
     */
    boolean next(long limit) throws IOException {
        while (position + RecordChecksum.EVENT_AT <= limit && fill(RecordChecksum.EVENT_AT, limit)) {
            if (isRecord(limit)) {
                return true;
            }
            damaged = true;
            consume(1);
        }
        if (position < limit) {
            // A record's beginning, or the file is shorter than it was.
            damaged = true;
            position = limit;
            next = 0;
            filled = 0;
        }
        return false;
    }

    /** The current record's sequence number. */
    long sequence() {
        return sequence;
    }

    /** How many events, losses not counted, there were up to and with the current record. */
    long ordinal() {
        return ordinal;
    }

    /** The current record's event in binary form; good until the next record. */
    ByteBuffer event() {
        return view.duplicate().limit(next).position(eventStart).slice();
    }

    /** Where the current record ends in the file. */
    long position() {
        return position;
    }

    /** Whether there were bytes so far that are no record's. */
    boolean isDamaged() {
        return damaged;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private boolean isRecord(long limit) throws IOException {
        // Cheap questions first: they are asked at every byte behind a damage.
        var length = view.getInt(next + RecordChecksum.LENGTH_AT);
        if (length < SHORTEST_BODY || length > limit - position - RecordChecksum.SEQUENCE_AT) {
            return false;
        }
        var numbers = view.getLong(next + RecordChecksum.SEQUENCE_AT) - sequence;
        var events = view.getLong(next + RecordChecksum.ORDINAL_AT) - ordinal;
        if (numbers < 1 || numbers > LARGEST_STEP || events < 0 || events > numbers) {
            return false;
        }
        var size = RecordChecksum.SEQUENCE_AT + length;
        if (!fill(size, limit) || checksum.of(memory, next, next + size) != view.getInt(next + RecordChecksum.CHECKSUM_AT)) {
            return false;
        }
        sequence += numbers;
        ordinal += events;
        eventStart = next + RecordChecksum.EVENT_AT;
        consume(size);
        return true;
    }

    private void consume(int bytes) {
        next += bytes;
        position += bytes;
    }

    /** Sees to it that so many bytes are in memory; false where the file does not have them. */
    private boolean fill(int bytes, long limit) throws IOException {
        if (filled - next >= bytes) {
            return true;
        }
        var kept = filled - next;
        if (bytes > memory.length) {
            var larger = new byte[Math.max(bytes, (int) Math.min(2L * memory.length, limit))];
            System.arraycopy(memory, next, larger, 0, kept);
            memory = larger;
            view = ByteBuffer.wrap(larger);
        } else {
            System.arraycopy(memory, next, memory, 0, kept);
        }
        next = 0;
        filled = kept;
        var wanted = (int) Math.min(memory.length - kept, limit - position - kept);
        file.seek(position + kept);
        while (wanted > 0) {
            var count = file.read(memory, filled, wanted);
            if (count < 0) {
                break;
            }
            filled += count;
            wanted -= count;
        }
        return filled >= bytes;
    }
}
