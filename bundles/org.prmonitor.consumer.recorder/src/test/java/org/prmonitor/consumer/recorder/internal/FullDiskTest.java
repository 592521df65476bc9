package org.prmonitor.consumer.recorder.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.consumer.recorder.internal.Recordings.FixedJournal;
import org.prmonitor.consumer.recorder.internal.Recordings.KeptLog;
import org.prmonitor.consumer.recorder.internal.file.RecordingBounds;
import org.prmonitor.consumer.recorder.internal.file.SyncPolicy;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

/** A real file system that is full, read-only or gone. */
@Requires({Requirement.LINUX, Requirement.ROOT})
@Timeout(120)
class FullDiskTest {

    private static final String ACTIVE = "prmonitor.ocsf.jsonl";
    private static final int KILOBYTES = 256;

    @TempDir
    private Path temporary;

    private Path disk = Path.of("");
    private final FixedJournal journal = new FixedJournal();
    private final KeptLog log = new KeptLog();
    private final ManualClock clock = new ManualClock();
    private final EventRecorder recorder = Recordings.recorder(journal, log, clock);

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(temporary.resolve("disk"));
        run("mount", "-t", "tmpfs", "-o", "size=" + KILOBYTES + "k", "tmpfs", disk.toString());
    }

    @AfterEach
    void unmount() throws Exception {
        recorder.close();
        run("umount", disk.toString());
    }

    @Test
    void aFullDiskIsSaidOnceAndNothingIsLostNorHalfWritten() throws Exception {
        recorder.configure(Recordings.settings(disk));
        recorder.record(SampleEvents.starts(1, 20));
        fill(disk.resolve("filler"));
        journal.lastSequence = 5_000;
        var call = new Call(() -> {
            for (var sequence = 21L; sequence <= 60; sequence += 20) {
                recorder.record(SampleEvents.starts(sequence, sequence + 19));
            }
        });
        assertEquals(
                "warn: Cannot record to " + disk + ": No space left on device; free space there, lower keepBytes, or set another directory."
                        + " Events wait in the journal meanwhile",
                log.lines.take());
        var meanwhile = OcsfLines.sequences(OcsfLines.recording(disk));
        assertTrue(meanwhile.equals(range(1, 20)) || meanwhile.equals(range(1, 40)), () -> "whole batches: " + meanwhile);
        assertTrue(call.isRunning());
        Files.delete(disk.resolve("filler"));
        call.join();
        var late = 5_000 - meanwhile.size();
        var again = log.lines.take();
        assertTrue(again.matches("info: Recording again to " + disk.resolve(ACTIVE) + " after [0-9.]+ m?s, " + late + " events late"), again);
        assertEquals(List.of(), List.copyOf(log.lines), "once an incident");
        assertEquals(range(1, 60), OcsfLines.sequences(OcsfLines.recording(disk)));
    }

    @Test
    void aCallThatIsInterruptedWhileTheDiskIsFullLeavesNothingOfItsBatch() throws Exception {
        recorder.configure(Recordings.settings(disk));
        recorder.record(SampleEvents.starts(1, 20));
        fill(disk.resolve("filler"));
        var call = new Call(() -> recorder.record(SampleEvents.starts(21, 200)));
        log.lines.take();
        call.interrupt();
        assertEquals(InterruptedException.class, assertThrows(Exception.class, call::join).getClass());
        assertEquals(range(1, 20), OcsfLines.sequences(OcsfLines.recording(disk)));
        Files.delete(disk.resolve("filler"));
        recorder.record(SampleEvents.starts(21, 200));
        assertEquals(range(1, 200), OcsfLines.sequences(OcsfLines.recording(disk)));
    }

    /** Rotating needs room for the compressed file beside the plain one, and so does the next file. */
    @Test
    void rotationOnAFullDiskLosesNothing() throws Exception {
        recorder.configure(Recordings.settings(disk, new RecordingBounds(20_000, Duration.ZERO, 1_000, Long.MAX_VALUE)));
        recorder.record(SampleEvents.starts(1, 20));
        fill(disk.resolve("filler"));
        var call = new Call(() -> record(21, 200));
        // Of the rotated files or of the active one: whoever comes first.
        assertTrue(log.lines.take().contains("No space left on device"));
        Files.delete(disk.resolve("filler"));
        call.join();
        recorder.close();
        assertEquals(range(1, 200), OcsfLines.sequences(OcsfLines.recording(disk)));
    }

    /** Then what the bounds allow to be deleted makes room, and nobody has to do anything. */
    @Test
    void aDiskThatOnlyTheRecordingFillsNeedsNobody() throws Exception {
        recorder.configure(Recordings.settings(disk, new RecordingBounds(60_000, Duration.ZERO, 2, Long.MAX_VALUE)));
        record(1, 4_000);
        recorder.close();
        var sequences = OcsfLines.sequences(OcsfLines.recording(disk));
        assertEquals(range(sequences.get(0), 4_000), sequences, "but for the oldest, which the bounds took");
        assertTrue(sequences.get(0) > 1);
    }

    private void record(long first, long last) throws InterruptedException {
        for (var sequence = first; sequence <= last; sequence += 20) {
            recorder.record(SampleEvents.starts(sequence, Math.min(last, sequence + 19)));
        }
    }

    @Test
    void aReadOnlyDiskIsSaidAndWaitedFor() throws Exception {
        run("mount", "-o", "remount,ro", disk.toString());
        recorder.configure(new RecorderSettings(disk, Recordings.UNBOUNDED, SyncPolicy.BATCH, Duration.ofSeconds(1)));
        recorder.begin();
        var call = new Call(() -> recorder.record(SampleEvents.starts(1, 20)));
        assertEquals(
                "warn: Cannot record: " + disk.resolve("prmonitor.ocsf.lock")
                        + ": Read-only file system; mount it writable, or set another directory. Events wait in the journal meanwhile",
                log.lines.take());
        run("mount", "-o", "remount,rw", disk.toString());
        call.join();
        assertEquals(range(1, 20), OcsfLines.sequences(OcsfLines.recording(disk)));
    }

    @Test
    void aFolderThatIsGoneIsMadeAgain() throws Exception {
        var folder = disk.resolve("sub/folder");
        recorder.configure(Recordings.settings(folder));
        recorder.record(SampleEvents.starts(1, 5));
        run("rm", "-r", disk.resolve("sub").toString());
        recorder.record(SampleEvents.starts(6, 6));
        clock.advance(Duration.ofSeconds(1));
        recorder.record(SampleEvents.starts(7, 9));
        assertEquals(range(7, 9), OcsfLines.sequences(OcsfLines.recording(folder)), "from when it was noticed");
        assertEquals("warn: Somebody has moved or deleted " + folder.resolve(ACTIVE) + "; a new file takes its place", log.lines.take());
        assertEquals(List.of(), List.copyOf(log.lines));
    }

    private static void fill(Path file) throws IOException {
        try (OutputStream output = Files.newOutputStream(file)) {
            var block = new byte[1_024];
            while (true) {
                output.write(block);
            }
        } catch (IOException full) {
            assertEquals("No space left on device", full.getMessage());
        }
    }

    private static void run(String... command) throws Exception {
        assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor(), () -> String.join(" ", command));
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
