package org.prmonitor.source.internal.durable;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.prmonitor.source.internal.configuration.SyncPolicy;

/**
 * The journal's segments in one directory. One thread appends; the oldest segments go when they would take more than they
 * may. A segment's file is named after its first number. What fails is safe to try again: bytes behind
 * {@link Written#end} do not count, and the next attempt writes over them.
 */
final class SegmentStore {

    /** The bound has room for so many segments or more: when the oldest goes, the others stay. */
    private static final int SEGMENTS = 16;

    /** No segment is longer, however much there may be: the last one is read when the store is opened. */
    private static final long MAX_SEGMENT_BYTES = 64 << 20;

    private final Path directory;
    private final JournalIdentity identity;
    private final ConcurrentNavigableMap<Long, Segment> segments = new ConcurrentSkipListMap<>();

    /** What readers may read. Written by the writer after the bytes, the segments' own end and the map. */
    private volatile Written written;

    /** What is to be synced: the file that is being written, and those before it that were not. Synced by one thread at a time. */
    private final SyncQueue unsynced = new SyncQueue();

    /** How much disk the segments take. Written by the writer, read by anybody. */
    private volatile long bytes;

    // Writer only.
    private long maxBytes;
    private SyncPolicy sync;
    private @Nullable RandomAccessFile file;
    /** Deleted segments whose files would not go: Windows keeps one that a reader has open. */
    private final Set<Path> leftovers = new HashSet<>();

    /**
     * A store as {@link SegmentRecovery} found it.
     *
     * @param found its segments; the last of them is written on
     * @param lastSequence how far they go, or should go where some are gone
     * @param ordinal how many events, losses not counted, there were up to that
     * @param maxBytes how much disk they may take
     */
    SegmentStore(
            Path directory,
            JournalIdentity identity,
            Collection<Segment> found,
            long lastSequence,
            long ordinal,
            long maxBytes,
            SyncPolicy sync) {
        this.directory = directory;
        this.identity = identity;
        this.maxBytes = maxBytes;
        this.sync = sync;
        found.forEach(segment -> segments.put(segment.firstSequence(), segment));
        bytes = found.stream().mapToLong(Segment::end).sum();
        var last = segments.lastEntry();
        this.written = last == null
                ? new Written(lastSequence, ordinal, null, 0)
                : new Written(lastSequence, ordinal, last.getValue(), last.getValue().end());
    }

    JournalIdentity identity() {
        return identity;
    }

    Path directory() {
        return directory;
    }

    /** How far it goes. Any thread. */
    Written written() {
        return written;
    }

    /** Where a reader begins that wants this number next: null for an empty store. Any thread. */
    @Nullable Segment segmentFor(long sequence) {
        var before = segments.floorEntry(sequence);
        var entry = before == null ? segments.firstEntry() : before;
        return entry == null ? null : entry.getValue();
    }

    /** The segment behind the one that begins with this number; null for the last. Any thread. */
    @Nullable Segment segmentAfter(long firstSequence) {
        var entry = segments.higherEntry(firstSequence);
        return entry == null ? null : entry.getValue();
    }

    /** How much disk the segments take. Any thread. */
    long bytes() {
        return bytes;
    }

    /** How long a record may be. Writer only. */
    int maxRecordBytes() {
        return (int) segmentBytes();
    }

    /** Other limits hold from now on. Writer only. */
    void configure(long newMaxBytes, SyncPolicy newSync) {
        maxBytes = newMaxBytes;
        sync = newSync;
    }

    /**
     * Appends records that follow on what was written, and shows them to the readers. Writer only.
     *
     * @param memory that holds them from index 0 on
     * @param length how many bytes they are
     * @param lastSequence the last number that they stand for
     * @param ordinal how many events, losses not counted, there were up to that
     */
    void append(byte[] memory, int length, long lastSequence, long ordinal) throws IOException {
        var target = file;
        var active = written.active();
        if (active == null || active.isDeleted() || active.end() >= segmentBytes() || target == null && !Files.exists(active.path())) {
            active = roll(written.lastSequence() + 1, written.ordinal());
            target = file;
        } else if (target == null) {
            target = reopen(active);
        }
        makeRoom(length, active);
        target.seek(active.end());
        target.write(memory, 0, length);
        unsynced.written(target);
        if (sync == SyncPolicy.BATCH) {
            unsynced.sync();
        }
        var end = active.end() + length;
        bytes += length;
        active.setEnd(end);
        written = new Written(lastSequence, ordinal, active, end);
    }

    /** What was written survives a power loss from now on. Any thread. */
    void sync() throws IOException {
        unsynced.sync();
    }

    /** Deletes what nobody needs: the segments that hold nothing from this number on. Writer only. */
    void release(long firstNeeded) {
        leftovers.removeIf(SegmentStore::isGone);
        for (var first = segments.firstEntry(); first != null; first = segments.firstEntry()) {
            var next = segments.higherEntry(first.getKey());
            if (next == null || next.getKey() > firstNeeded) {
                return;
            }
            delete(first.getValue());
        }
    }

    /** Whether the file that is being written is still there; where it is not, the next record begins a new one. Writer only. */
    boolean isThere() throws IOException {
        var active = written.active();
        if (file == null || active == null || Files.exists(active.path())) {
            return true;
        }
        segments.values().stream().filter(segment -> !Files.exists(segment.path())).forEach(this::delete);
        closeFile();
        return false;
    }

    /** Ends the writing; what readers have open they close themselves. Writer only. */
    void close() throws IOException {
        closeFile();
        unsynced.closeAll();
    }

    /** Deletes everything. Writer only, after {@link #close}. */
    void deleteAll() {
        segments.values().forEach(this::delete);
    }

    private long segmentBytes() {
        return Math.min(maxBytes / SEGMENTS, MAX_SEGMENT_BYTES);
    }

    private RandomAccessFile reopen(Segment active) throws IOException {
        var reopened = new RandomAccessFile(active.path().toFile(), "rw");
        try {
            // Cuts off what a write that did not end left behind.
            reopened.setLength(active.end());
        } catch (IOException failed) {
            reopened.close();
            throw failed;
        }
        file = reopened;
        return reopened;
    }

    private Segment roll(long firstSequence, long firstOrdinal) throws IOException {
        closeFile();
        var header = new SegmentHeader(identity, firstSequence, firstOrdinal);
        var path = Segment.path(directory, firstSequence);
        OwnerFiles.createAnew(path);
        var created = new RandomAccessFile(path.toFile(), "rw");
        try {
            created.write(header.encode());
            OwnerFiles.syncDirectory(directory);
        } catch (IOException | RuntimeException failed) {
            created.close();
            throw failed;
        }
        file = created;
        var segment = new Segment(path, header, SegmentHeader.LENGTH);
        segments.put(firstSequence, segment);
        bytes += segment.end();
        written = new Written(written.lastSequence(), written.ordinal(), segment, segment.end());
        return segment;
    }

    private void makeRoom(int length, Segment active) {
        for (var oldest = segments.firstEntry().getValue(); bytes + length > maxBytes && oldest != active; ) {
            delete(oldest);
            oldest = segments.firstEntry().getValue();
        }
    }

    private void delete(Segment segment) {
        // In this order: a reader that does not find it in the map any more must not go on in the file either.
        segment.setDeleted();
        if (segments.remove(segment.firstSequence(), segment)) {
            bytes -= segment.end();
        }
        if (!isGone(segment.path())) {
            leftovers.add(segment.path());
        }
    }

    private static boolean isGone(Path path) {
        try {
            Files.deleteIfExists(path);
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }

    private void closeFile() throws IOException {
        var closing = file;
        file = null;
        if (closing != null) {
            unsynced.close(closing, sync != SyncPolicy.NEVER);
        }
    }
}
