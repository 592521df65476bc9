package org.prmonitor.consumer.recorder.internal.file;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.prmonitor.consumer.recorder.internal.ocsf.RecordedLine;

/**
 * The last whole line of ours in a file.
 *
 * @param line what it says
 * @param end where it ends, its line feed included; in bytes, decompressed
 */
record LastLine(RecordedLine line, long end) {

    /** Many more lines that are not ours at a file's end were not left by a crash. */
    private static final int MOST_STRANGE_LINES = 1_000;

    private static final int CHUNK = 64 * 1024;

    /** Longer than any line of ours. */
    private static final int LONGEST = 64 * 1024 * 1024;

    /** Looks from the file's end; null where there is none. What stands after its end is torn, or not ours. */
    static @Nullable LastLine in(RandomAccessFile file) throws IOException {
        var end = lineFeedBefore(file, file.length());
        for (var strange = 0; end >= 0 && strange < MOST_STRANGE_LINES; strange++) {
            var start = lineFeedBefore(file, end) + 1;
            var line = end - start > LONGEST ? null : parse(file, start, (int) (end - start));
            if (line != null) {
                return new LastLine(line, end + 1);
            }
            end = start - 1;
        }
        return null;
    }

    /** Reads a compressed file from its beginning; as far as it goes, where it breaks off. Null where there is none. */
    static @Nullable LastLine inCompressed(Path path) throws IOException {
        LastLine last = null;
        try (var input = new BufferedInputStream(new GZIPInputStream(Files.newInputStream(path), CHUNK), CHUNK)) {
            var line = new ByteArrayOutputStream();
            var candidate = new byte[0];
            var end = 0L;
            var candidateEnd = 0L;
            try {
                while (readLine(input, line)) {
                    end += line.size() + 1;
                    candidate = line.toByteArray();
                    candidateEnd = end;
                }
            } catch (EOFException | ZipException broken) {
                // What came before is as good as it was.
            }
            var parsed = RecordedLine.parse(candidate, 0, candidate.length);
            last = parsed == null ? null : new LastLine(parsed, candidateEnd);
        } catch (EOFException | ZipException noGzip) {
            // Not one of ours, or nothing of it was written.
        }
        return last;
    }

    /** The first line, for its age; null where it is not ours. */
    static @Nullable RecordedLine first(RandomAccessFile file) throws IOException {
        file.seek(0);
        var line = new ByteArrayOutputStream();
        var chunk = new byte[CHUNK];
        for (var read = file.read(chunk); read > 0 && line.size() <= LONGEST; read = file.read(chunk)) {
            for (var index = 0; index < read; index++) {
                if (chunk[index] == '\n') {
                    line.write(chunk, 0, index);
                    return RecordedLine.parse(line.toByteArray(), 0, line.size());
                }
            }
            line.write(chunk, 0, read);
        }
        return null;
    }

    static boolean hasNoLineFeed(RandomAccessFile file) throws IOException {
        return lineFeedBefore(file, file.length()) < 0;
    }

    private static @Nullable RecordedLine parse(RandomAccessFile file, long start, int length) throws IOException {
        var bytes = new byte[length];
        file.seek(start);
        file.readFully(bytes);
        return RecordedLine.parse(bytes, 0, length);
    }

    /** Where the last line feed before a position stands; -1 for none. */
    private static long lineFeedBefore(RandomAccessFile file, long position) throws IOException {
        var chunk = new byte[CHUNK];
        for (var end = position; end > 0; ) {
            var length = (int) Math.min(end, CHUNK);
            var start = end - length;
            file.seek(start);
            file.readFully(chunk, 0, length);
            for (var index = length - 1; index >= 0; index--) {
                if (chunk[index] == '\n') {
                    return start + index;
                }
            }
            end = start;
        }
        return -1;
    }

    /** A line without its end; false at the end, where a torn one does not count. */
    private static boolean readLine(InputStream input, ByteArrayOutputStream line) throws IOException {
        line.reset();
        for (var next = input.read(); next >= 0; next = input.read()) {
            if (next == '\n') {
                return true;
            }
            line.write(next);
        }
        return false;
    }
}
