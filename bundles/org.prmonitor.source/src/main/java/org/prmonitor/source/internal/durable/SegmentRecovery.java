package org.prmonitor.source.internal.durable;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.prmonitor.source.internal.log.IncidentLog;

/**
 * Finds out how far the segments in a directory go. Of the last one every record is looked at, and it ends with the last
 * whole one: what lies behind was being written when the process ended. The others are as their headers say; what is damaged
 * in them their readers find out, and are told in its place.
 */
final class SegmentRecovery {

    private final Path directory;
    private final IncidentLog log;
    private final Deque<Segment> segments = new ArrayDeque<>();
    private long lastSequence;
    private long ordinal;

    private SegmentRecovery(Path directory, IncidentLog log) {
        this.directory = directory;
        this.log = log;
    }

    /**
     * What is in the directory.
     *
     * @throws IOException when it cannot be read
     */
    static SegmentRecovery of(Path directory, IncidentLog log) throws IOException {
        var recovery = new SegmentRecovery(directory, log);
        recovery.readHeaders();
        recovery.readLast();
        return recovery;
    }

    /** Whose segments they are; null where there are none. */
    @Nullable JournalIdentity identity() {
        var last = segments.peekLast();
        return last == null ? null : last.header().identity();
    }

    /** The segments that can be read, oldest first. */
    List<Segment> segments() {
        return List.copyOf(segments);
    }

    /** The last number that they stand for; 0 for none. */
    long lastSequence() {
        return lastSequence;
    }

    /** How many events, losses not counted, there were up to that. */
    long ordinal() {
        return ordinal;
    }

    /** Nobody needs them. */
    void deleteAll() throws IOException {
        for (var segment : segments) {
            Files.deleteIfExists(segment.path());
        }
        segments.clear();
        lastSequence = 0;
        ordinal = 0;
    }

    private void readHeaders() throws IOException {
        List<Path> paths;
        try (var listed = Files.list(directory)) {
            paths = listed.filter(Segment::isSegment).sorted().toList();
        }
        var found = new ArrayList<Segment>();
        for (var path : paths) {
            var segment = read(path);
            if (segment != null) {
                found.add(segment);
            }
        }
        for (var segment : found) {
            var newest = found.get(found.size() - 1).header().identity();
            if (segment.header().identity().equals(newest)) {
                segments.add(segment);
            } else {
                discard(segment.path(), "it belongs to another journal than the newest segment");
            }
        }
    }

    private @Nullable Segment read(Path path) throws IOException {
        var bytes = new byte[SegmentHeader.LENGTH];
        long length;
        try (var file = new RandomAccessFile(path.toFile(), "r")) {
            length = file.length();
            if (length >= bytes.length) {
                file.readFully(bytes);
            }
        }
        if (length < bytes.length) {
            // The process ended while it began this segment: nothing was in it.
            Files.deleteIfExists(path);
            return null;
        }
        try {
            var header = SegmentHeader.decode(bytes);
            if (Segment.path(directory, header.firstSequence()).equals(path)) {
                return new Segment(path, header, length);
            }
            discard(path, "it begins with event " + header.firstSequence());
        } catch (CorruptDataException damage) {
            discard(path, String.valueOf(damage.getMessage()));
        }
        return null;
    }

    private void readLast() throws IOException {
        for (var last = segments.peekLast(); last != null; last = segments.peekLast()) {
            try (var reader = new SegmentReader(last)) {
                var end = reader.position();
                while (reader.next(last.end())) {
                    end = reader.position();
                }
                lastSequence = reader.sequence();
                ordinal = reader.ordinal();
                last.setEnd(end);
                if (end > SegmentHeader.LENGTH || segments.size() == 1) {
                    return;
                }
            }
            // Not one whole record: the one before is the last.
            Files.deleteIfExists(last.path());
            segments.removeLast();
        }
    }

    private void discard(Path path, String why) throws IOException {
        log.warn("durable journal: " + path + " is of no use and was deleted: " + why
                + "; what was in it is told to each listener as lost");
        Files.deleteIfExists(path);
    }
}
