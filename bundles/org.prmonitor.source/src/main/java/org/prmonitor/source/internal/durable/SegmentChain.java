package org.prmonitor.source.internal.durable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/**
 * Goes from record to record through all segments of a store. What is damaged or deleted it leaves out; the sequence tells
 * what is missing. One thread.
 */
final class SegmentChain implements Closeable {

    private final SegmentStore store;

    /** The first number of the segment that was opened last; 0 before the first. */
    private long opened;

    private @Nullable SegmentReader reader;

    SegmentChain(SegmentStore store) {
        this.store = store;
    }

    /**
     * Goes to the next record.
     *
     * @param wanted where to begin, in the first call: at the segment that has this number or a later one
     * @param written how far to go
     * @return false where there is none
     * @throws IOException when the system does not let the current segment be read; the next call tries again
     */
    boolean next(long wanted, Written written) throws IOException {
        var active = written.active();
        while (active != null) {
            var current = reader == null ? open(wanted, active) : reader;
            if (current == null) {
                return false;
            }
            var segment = current.segment();
            if (!segment.isDeleted() && current.next(segment == active ? written.end() : segment.end())) {
                return true;
            }
            if (segment == active) {
                return false;
            }
            skipSegment();
        }
        return false;
    }

    /** Of the current record. */
    long sequence() {
        return current().sequence();
    }

    /** Of the current record. */
    long ordinal() {
        return current().ordinal();
    }

    /** The current record's event in binary form; good until the next record. */
    ByteBuffer event() {
        return current().event();
    }

    /** Gives the current segment up. */
    void skipSegment() throws IOException {
        close();
    }

    @Override
    public void close() throws IOException {
        var closing = reader;
        reader = null;
        if (closing != null) {
            closing.close();
        }
    }

    private @Nullable SegmentReader open(long wanted, Segment active) throws IOException {
        while (true) {
            var segment = opened == 0 ? store.segmentFor(wanted) : store.segmentAfter(opened);
            if (segment == null || segment.firstSequence() > active.firstSequence()) {
                return null;
            }
            try {
                reader = new SegmentReader(segment);
                opened = segment.firstSequence();
                return reader;
            } catch (IOException failed) {
                if (Files.exists(segment.path())) {
                    throw failed;
                }
                opened = segment.firstSequence();
            }
        }
    }

    private SegmentReader current() {
        var current = reader;
        if (current == null) {
            throw new IllegalStateException("there is no current record");
        }
        return current;
    }
}
