package org.prmonitor.source.internal.durable;

import java.nio.file.Path;

/** One file of the journal: a stretch of it, the newest of which is being written. Any thread reads, the writer writes. */
final class Segment {

    private static final String SUFFIX = ".journal";
    private static final int DIGITS = 20;

    private final Path path;
    private final SegmentHeader header;

    /** Where its records end, in bytes. Written after the bytes were. */
    private volatile long end;

    /** Nothing of it is to be read any more. Written by the writer before the file goes. */
    private volatile boolean deleted;

    Segment(Path path, SegmentHeader header, long end) {
        this.path = path;
        this.header = header;
        this.end = end;
    }

    /** Where a segment is that begins with this number. */
    static Path path(Path directory, long firstSequence) {
        var number = Long.toString(firstSequence);
        return directory.resolve("0".repeat(DIGITS - number.length()) + number + SUFFIX);
    }

    /** Whether a file is named like a segment. */
    static boolean isSegment(Path path) {
        var name = path.getFileName().toString();
        return name.length() == DIGITS + SUFFIX.length()
                && name.endsWith(SUFFIX)
                && name.chars().limit(DIGITS).allMatch(digit -> digit >= '0' && digit <= '9');
    }

    Path path() {
        return path;
    }

    SegmentHeader header() {
        return header;
    }

    long firstSequence() {
        return header.firstSequence();
    }

    long end() {
        return end;
    }

    void setEnd(long newEnd) {
        end = newEnd;
    }

    boolean isDeleted() {
        return deleted;
    }

    void setDeleted() {
        deleted = true;
    }
}
