package org.prmonitor.consumer.recorder.internal.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.consumer.recorder.internal.ManualClock;
import org.prmonitor.consumer.recorder.internal.OcsfLines;
import org.prmonitor.consumer.recorder.internal.SampleEvents;
import org.prmonitor.consumer.recorder.internal.ocsf.Device;
import org.prmonitor.consumer.recorder.internal.ocsf.OcsfEncoder;
import org.prmonitor.consumer.recorder.internal.ocsf.RecordedLine;

class RecordingTest {

    private static final UUID JOURNAL = new UUID(1, 2);
    private static final String ACTIVE = "prmonitor.ocsf.jsonl";
    private static final String ROTATED = "prmonitor.ocsf-20260101T120000Z-000001.jsonl";

    @TempDir
    private Path folder;

    private final List<String> warnings = new ArrayList<>();
    private final ManualClock clock = new ManualClock();

    private final RecordingLog log = new RecordingLog() {
        @Override
        public void info(String line) {
            // Not of interest.
        }

        @Override
        public void warn(String line) {
            warnings.add(line);
        }
    };

    @Test
    void aFileIsRotatedBeforeItGrowsBeyondItsBound() throws Exception {
        var three = lines(1, 3).length + 10;
        try (var recording = open(bounds(three, Duration.ZERO, 100, Long.MAX_VALUE))) {
            for (var sequence = 1; sequence <= 10; sequence++) {
                append(recording, sequence, sequence);
            }
            append(recording, 11, 20);
            append(recording, 21, 21);
            recording.awaitCompression();
        }
        var files = OcsfLines.files(folder);
        assertEquals(List.of(3, 3, 3, 1, 10, 1), sizes(files), "a batch is not divided");
        assertTrue(files.subList(0, 5).stream().allMatch(file -> file.toString().endsWith(".jsonl.gz")), files::toString);
        assertEquals("prmonitor.ocsf-20260101T120000Z-000001.jsonl.gz", files.get(0).getFileName().toString());
        assertEquals(range(1, 21), OcsfLines.sequences(OcsfLines.recording(folder)));
        assertEquals(List.of(), warnings);
    }

    @Test
    void aFileIsRotatedWhenItsFirstLineIsTooOldThoughNothingComes() throws Exception {
        var bounds = bounds(Long.MAX_VALUE, Duration.ofMinutes(10), 100, Long.MAX_VALUE);
        try (var recording = open(bounds)) {
            assertNull(recording.untilRotation(), "an empty file has no age");
            append(recording, 1, 1);
            clock.advance(Duration.ofMinutes(9));
            append(recording, 2, 2);
        }
        try (var recording = open(bounds)) {
            assertEquals(Duration.ofMinutes(1), recording.untilRotation(), "the age outlives the process");
            recording.rotateWhereDue();
            assertTrue(Files.exists(folder.resolve(ACTIVE)));
            clock.advance(Duration.ofMinutes(1));
            recording.rotateWhereDue();
            assertFalse(Files.exists(folder.resolve(ACTIVE)));
            recording.awaitCompression();
            assertEquals(List.of(2), sizes(OcsfLines.files(folder)));
        }
        try (var recording = open(bounds)) {
            assertEquals(2, last(recording), "the place is found where there is no other file");
            append(recording, 3, 3);
        }
        assertEquals(range(1, 3), OcsfLines.sequences(OcsfLines.recording(folder)));
    }

    @Test
    void theOldestFilesGo() throws Exception {
        try (var recording = open(bounds(1, Duration.ZERO, 3, Long.MAX_VALUE))) {
            for (var sequence = 1; sequence <= 10; sequence++) {
                append(recording, sequence, sequence);
            }
            recording.awaitCompression();
        }
        assertEquals(range(7, 10), OcsfLines.sequences(OcsfLines.recording(folder)));
        var newest = OcsfLines.files(folder).get(2);
        try (var recording = open(bounds(1, Duration.ZERO, 3, Files.size(newest) * 2 - 1))) {
            append(recording, 11, 11);
            recording.awaitCompression();
        }
        assertEquals(range(10, 11), OcsfLines.sequences(OcsfLines.recording(folder)), "two files would be too many bytes");
    }

    @Test
    void theNewestFileStaysWhateverTheBounds() throws Exception {
        try (var recording = open(bounds(1, Duration.ofMinutes(1), 1, 0))) {
            append(recording, 1, 1);
            append(recording, 2, 2);
            clock.advance(Duration.ofMinutes(1));
            recording.rotateWhereDue();
            recording.awaitCompression();
        }
        assertEquals(List.of(2L), OcsfLines.sequences(OcsfLines.recording(folder)));
        try (var recording = open(bounds(1, Duration.ofMinutes(1), 1, 0))) {
            assertEquals(2, last(recording));
        }
    }

    @Test
    void aClockThatIsSetBackChangesNoOrder() throws Exception {
        try (var recording = open(bounds(1, Duration.ZERO, 100, Long.MAX_VALUE))) {
            for (var sequence = 1; sequence <= 12; sequence++) {
                append(recording, sequence, sequence);
                clock.advance(Duration.ofHours(1).negated());
            }
            recording.awaitCompression();
        }
        assertEquals(range(1, 12), OcsfLines.sequences(OcsfLines.recording(folder)));
    }

    /** Every state of the disk that a process which dies while it rotates can leave. */
    @Test
    void aRotationThatWasCutShortIsFinished() throws Exception {
        var plain = lines(1, 3);
        var compressed = gzip(plain);
        var part = ROTATED + ".gz.1a2b.part";

        write(ACTIVE, plain);
        assertMended("before the renaming", false);

        write(ROTATED, plain);
        assertMended("renamed", true);

        write(ROTATED, plain);
        write(ACTIVE, new byte[0]);
        assertMended("the next one is there, and empty", true);

        write(ROTATED, plain);
        write(part, new byte[0]);
        assertMended("compression begun", true);

        write(ROTATED, plain);
        write(part, Arrays.copyOf(compressed, compressed.length / 2));
        assertMended("half compressed", true);

        write(ROTATED, plain);
        write(part, compressed);
        assertMended("compressed, not renamed", true);

        write(ROTATED, plain);
        write(ROTATED + ".gz", compressed);
        assertMended("renamed, the plain one not deleted", true);

        write(ROTATED + ".gz", compressed);
        assertMended("done", true);
    }

    private void assertMended(String state, boolean rotated) throws Exception {
        try (var recording = open(bounds(Long.MAX_VALUE, Duration.ZERO, 100, Long.MAX_VALUE))) {
            assertEquals(3, last(recording), state);
            append(recording, 4, 5);
            recording.awaitCompression();
        }
        assertEquals(range(1, 5), OcsfLines.sequences(OcsfLines.recording(folder)), state);
        try (var entries = Files.list(folder)) {
            var names = entries.map(file -> file.getFileName().toString()).sorted().toList();
            assertEquals(
                    rotated ? List.of(ROTATED + ".gz", ACTIVE, "prmonitor.ocsf.lock") : List.of(ACTIVE, "prmonitor.ocsf.lock"), names, state);
            for (var name : names) {
                Files.delete(folder.resolve(name));
            }
        }
        assertEquals(List.of(), warnings);
    }

    @Test
    void thePlaceIsFoundInFrontOfADamagedFile() throws Exception {
        write(ROTATED + ".gz", gzip(lines(1, 3)));
        var broken = gzip(lines(4, 600));
        write("prmonitor.ocsf-20260101T120000Z-000002.jsonl.gz", Arrays.copyOf(broken, broken.length / 2));
        write("prmonitor.ocsf-20260101T120000Z-000003.jsonl.gz", "no gzip".getBytes(StandardCharsets.UTF_8));
        try (var recording = open(bounds(Long.MAX_VALUE, Duration.ZERO, 100, Long.MAX_VALUE))) {
            var last = last(recording);
            assertTrue(last > 3 && last < 600, () -> "as far as it can be read: " + last);
        }
    }

    @Test
    void aSymbolicLinkIsNotWrittenThrough() throws Exception {
        var elsewhere = Files.createFile(folder.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve(ACTIVE), elsewhere);
        var refused = assertThrows(
                IOException.class, () -> open(bounds(1, Duration.ZERO, 1, 1)));
        assertEquals(folder.resolve(ACTIVE) + ": Is a symbolic link", SystemFailure.describe(refused));
    }

    private Recording open(RecordingBounds bounds) throws IOException {
        return Recording.open(folder, bounds, SyncPolicy.BATCH, log, clock);
    }

    private static RecordingBounds bounds(long rotateBytes, Duration rotateAfter, int keepFiles, long keepBytes) {
        return new RecordingBounds(rotateBytes, rotateAfter, keepFiles, keepBytes);
    }

    private void append(Recording recording, long first, long last) throws IOException {
        var buffer = new LineBuffer();
        buffer.write(lines(first, last));
        recording.append(buffer);
    }

    private byte[] lines(long first, long last) throws IOException {
        var target = new ByteArrayOutputStream();
        var encoder = new OcsfEncoder(target, new Device("host", "Linux"), "0.1.0", 1);
        for (var event : SampleEvents.starts(first, last)) {
            encoder.encode(event, JOURNAL, clock.millis());
        }
        return target.toByteArray();
    }

    private void write(String name, byte[] content) throws IOException {
        Files.write(folder.resolve(name), content);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var target = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(target)) {
            gzip.write(content);
        }
        return target.toByteArray();
    }

    private static long last(Recording recording) {
        var last = recording.last();
        return last == null ? 0 : assertOurs(last).sequence();
    }

    private static RecordedLine assertOurs(RecordedLine line) {
        assertEquals(JOURNAL, line.journalId());
        return line;
    }

    private static List<Integer> sizes(List<Path> files) throws IOException {
        var sizes = new ArrayList<Integer>();
        for (var file : files) {
            sizes.add(OcsfLines.split(OcsfLines.content(file)).size());
        }
        return sizes;
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
