package org.prmonitor.consumer.recorder.internal.file;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file that is written to no more: {@code prmonitor.ocsf-20260101T120000Z-000042.jsonl}, with {@code .gz} when it is compressed.
 *
 * @param path where it is
 * @param number rising from file to file; a clock may be set back
 * @param compressed whether it is
 */
record RotatedFile(Path path, long number, boolean compressed) {

    static final String COMPRESSED_SUFFIX = ".gz";

    /** Of a compressed file that is not whole yet. */
    static final String UNFINISHED_SUFFIX = ".part";

    /** By age, oldest first; of two of one number the compressed one is last. */
    static final Comparator<RotatedFile> OLDEST_FIRST =
            Comparator.comparingLong(RotatedFile::number).thenComparing(RotatedFile::compressed);

    private static final Pattern NAME = Pattern.compile("prmonitor\\.ocsf-[0-9TZ]+-(\\d{1,18})\\.jsonl(\\.gz)?");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** The file at a path, or null where that is none of these. */
    static @Nullable RotatedFile of(Path path) {
        var matcher = NAME.matcher(path.getFileName().toString());
        return matcher.matches() ? new RotatedFile(path, Long.parseLong(matcher.group(1)), matcher.group(2) != null) : null;
    }

    /** One that is rotated now. */
    static RotatedFile next(Path folder, long number, Instant now) {
        var name = String.format(Locale.ROOT, "prmonitor.ocsf-%s-%06d.jsonl", TIME.format(now), number);
        return new RotatedFile(folder.resolve(name), number, false);
    }

    RotatedFile whenCompressed() {
        return new RotatedFile(path.resolveSibling(path.getFileName() + COMPRESSED_SUFFIX), number, true);
    }

    /**
     * A name for the compressed file until it is whole, and each time another one: a thread that was left behind in the
     * system must not rename what its successor writes.
     */
    Path unfinished() {
        return path.resolveSibling(path.getFileName() + "." + Long.toHexString(System.nanoTime()) + UNFINISHED_SUFFIX);
    }

    /** Its last line; null where it has none of ours. */
    @Nullable LastLine lastLine() throws IOException {
        if (compressed) {
            return LastLine.inCompressed(path);
        }
        try (var file = new RandomAccessFile(path.toFile(), "r")) {
            return LastLine.in(file);
        }
    }
}
