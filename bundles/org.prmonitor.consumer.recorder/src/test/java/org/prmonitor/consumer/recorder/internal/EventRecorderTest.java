package org.prmonitor.consumer.recorder.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.LossPlace;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.consumer.recorder.internal.Recordings.FixedJournal;
import org.prmonitor.consumer.recorder.internal.Recordings.KeptLog;
import org.prmonitor.consumer.recorder.internal.file.RecordingBounds;
import org.prmonitor.consumer.recorder.internal.file.SyncPolicy;

@Timeout(60)
class EventRecorderTest {

    private static final String ACTIVE = "prmonitor.ocsf.jsonl";

    @TempDir
    private Path temporary;

    private final FixedJournal journal = new FixedJournal();
    private final KeptLog log = new KeptLog();
    private final ManualClock clock = new ManualClock();
    private final List<EventRecorder> recorders = new ArrayList<>();

    @AfterEach
    void close() {
        recorders.forEach(EventRecorder::close);
    }

    @Test
    void whatIsGivenAgainIsWrittenOnce() throws Exception {
        var folder = temporary.resolve("a/b");
        var first = recorder(folder);
        first.record(SampleEvents.starts(1, 5));
        first.record(SampleEvents.starts(3, 7));
        first.close();
        var second = recorder(folder);
        second.record(SampleEvents.starts(1, 7));
        second.record(SampleEvents.starts(6, 9));
        assertEquals(range(1, 9), OcsfLines.sequences(OcsfLines.recording(folder)));
        assertEquals(List.of(), List.copyOf(log.lines));
    }

    @Test
    void anotherNumberingBeginsAnew() throws Exception {
        var recorder = recorder(temporary);
        recorder.record(SampleEvents.starts(1, 5));
        journal.id = UUID.randomUUID();
        recorder.record(SampleEvents.starts(1, 3));
        var lines = OcsfLines.recording(temporary);
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 1L, 2L, 3L), OcsfLines.sequences(lines));
        assertEquals(journal.id + ":3", lines.get(7).at("/metadata/uid").textValue());
    }

    /** A source may hand over events before its service is there. */
    @Test
    void eventsOfASourceThatIsNotKnownYetAreWaitedWith() throws Exception {
        journal.id = null;
        var recorder = recorder(temporary);
        var call = new Call(() -> recorder.record(SampleEvents.starts(1, 2)));
        recorder.sourceHasCome();
        assertTrue(call.isRunning());
        journal.id = Recordings.JOURNAL;
        recorder.sourceHasCome();
        call.join();
        assertEquals(range(1, 2), OcsfLines.sequences(OcsfLines.recording(temporary)));
    }

    @Test
    void aTornLineIsCutOff() throws Exception {
        var whole = bytesOf(SampleEvents.starts(1, 3));
        var lastLine = bytesOf(SampleEvents.starts(3, 3)).length;
        for (var cut = 0; cut < lastLine; cut += cut < 4 ? 1 : 37) {
            var folder = Files.createDirectory(temporary.resolve("cut" + cut));
            Files.write(folder.resolve(ACTIVE), Arrays.copyOf(whole, whole.length - cut));
            var recorder = recorder(folder);
            recorder.record(SampleEvents.starts(1, 4));
            recorder.close();
            assertEquals(range(1, 4), OcsfLines.sequences(OcsfLines.recording(folder)), "cut by " + cut);
        }
    }

    @Test
    void aTornFirstLineIsCutOff() throws Exception {
        var line = bytesOf(SampleEvents.starts(1, 1));
        for (var length = 1; length < line.length; length += length < 12 ? 1 : 37) {
            Files.write(temporary.resolve(ACTIVE), Arrays.copyOf(line, length));
            var recorder = recorder(temporary);
            recorder.record(SampleEvents.starts(1, 1));
            recorder.close();
            assertEquals(range(1, 1), OcsfLines.sequences(OcsfLines.recording(temporary)));
            assertEquals(1, OcsfLines.files(temporary).size());
        }
    }

    /** A file system that lost power may have given the file its length and not its bytes. */
    @Test
    void zerosThatACrashLeftAreCutOff() throws Exception {
        Files.write(temporary.resolve(ACTIVE), bytesOf(SampleEvents.starts(1, 3)));
        var zeros = new byte[10_000];
        zeros[5_000] = '\n';
        zeros[9_999] = '\n';
        Files.write(temporary.resolve(ACTIVE), zeros, StandardOpenOption.APPEND);
        recorder(temporary).record(SampleEvents.starts(2, 5));
        assertEquals(range(1, 5), OcsfLines.sequences(OcsfLines.recording(temporary)));
    }

    @Test
    void aFileOfSomebodyElseIsPutAside() throws Exception {
        Files.writeString(temporary.resolve(ACTIVE), "not ours\n");
        recorder(temporary).record(SampleEvents.starts(1, 2));
        assertEquals(range(1, 2), OcsfLines.sequences(OcsfLines.recording(temporary)));
        try (var entries = Files.newDirectoryStream(temporary, ACTIVE + ".strange-*")) {
            assertEquals("not ours\n", Files.readString(entries.iterator().next()));
        }
        assertTrue(log.lines.take().startsWith("warn: " + temporary.resolve(ACTIVE) + " holds no recording; it was renamed to "));
    }

    @Test
    void aLossThatReachesBackIsShortened() throws Exception {
        var recorder = recorder(temporary);
        recorder.record(SampleEvents.starts(1, 5));
        recorder.record(List.of(new EventsLost(SampleEvents.header(9), 7L, 3, 9, LossPlace.JOURNAL)));
        var loss = OcsfLines.recording(temporary).get(5).at("/unmapped");
        assertEquals("{\"lost.count\":4,\"lost.from\":6,\"lost.to\":9,\"lost.where\":\"journal\"}", loss.toString());
    }

    @Test
    void whatCannotBeRecordedIsALossThatIs() throws Exception {
        var unknown = new MonitorEvent() {
            @Override
            public EventHeader header() {
                return SampleEvents.header(2);
            }

            @Override
            public String topic() {
                return "org/prmonitor/event/FileEvent/OPENED";
            }

            @Override
            public Map<String, Object> properties() {
                return Map.of();
            }
        };
        var batch = new ArrayList<>(SampleEvents.starts(1, 1));
        batch.add(unknown);
        batch.addAll(SampleEvents.starts(3, 3));
        recorder(temporary).record(batch);
        var lines = OcsfLines.recording(temporary);
        assertEquals(range(1, 3), OcsfLines.sequences(lines));
        assertEquals("{\"lost.count\":1,\"lost.from\":2,\"lost.to\":2,\"lost.where\":\"listener\"}", lines.get(1).at("/unmapped").toString());
        assertTrue(log.lines.take().contains("no mapping for org/prmonitor/event/FileEvent/OPENED"));
    }

    @Test
    void onlyTheOwnerMayRead() throws Exception {
        var folder = temporary.resolve("new");
        Files.createDirectory(temporary.resolve("old"));
        Files.write(temporary.resolve("old").resolve(ACTIVE), new byte[0]);
        Files.setPosixFilePermissions(temporary.resolve("old").resolve(ACTIVE), PosixFilePermissions.fromString("rw-r--r--"));
        for (var directory : List.of(folder, temporary.resolve("old"))) {
            var recorder = recorder(Recordings.settings(directory, new RecordingBounds(1, Duration.ZERO, 9, 1_000_000)));
            recorder.record(SampleEvents.starts(1, 1));
            recorder.record(SampleEvents.starts(2, 2));
            recorder.close();
            for (var file : OcsfLines.files(directory)) {
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)), file.toString());
            }
        }
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
    }

    @Test
    void aSecondRecorderWaitsUntilTheFirstHasEnded() throws Exception {
        var first = recorder(temporary);
        first.record(SampleEvents.starts(1, 2));
        var second = recorder(temporary);
        var call = new Call(() -> second.record(SampleEvents.starts(1, 4)));
        assertEquals(
                "warn: Cannot record: " + temporary + ": Another recorder records there; end that one, or set another directory."
                        + " Events wait in the journal meanwhile",
                log.lines.take());
        first.close();
        call.join();
        assertTrue(log.lines.take().startsWith("info: Recording again to " + temporary.resolve(ACTIVE) + " after "));
        assertEquals(range(1, 4), OcsfLines.sequences(OcsfLines.recording(temporary)));
    }

    @Test
    void aCallThatWaitsEndsWhenItIsInterrupted() throws Exception {
        var recorder = recorder(Files.createFile(temporary.resolve("file")).resolve("folder"));
        var call = new Call(() -> recorder.record(SampleEvents.starts(1, 4)));
        assertTrue(log.lines.take().contains("Not a directory"), "said");
        call.interrupt();
        assertEquals(InterruptedException.class, assertThrows(Exception.class, call::join).getClass());
    }

    /** A call that threw would count as having taken its batch. */
    @Test
    void aMistakeIsWaitedOutLikeAnyFailure() throws Exception {
        var recorder = recorder(temporary);
        var batch = new FailingOnce(SampleEvents.starts(1, 3));
        recorder.record(batch);
        assertEquals(range(1, 3), OcsfLines.sequences(OcsfLines.recording(temporary)));
        assertTrue(log.lines.take().contains("java.lang.IllegalStateException: once"));
        assertTrue(log.lines.take().startsWith("info: Recording again to "));
    }

    private static final class FailingOnce extends AbstractList<MonitorEvent> {

        private final List<MonitorEvent> events;
        private boolean failed;

        FailingOnce(List<MonitorEvent> events) {
            this.events = events;
        }

        @Override
        public MonitorEvent get(int index) {
            if (index == 1 && !failed) {
                failed = true;
                throw new IllegalStateException("once");
            }
            return events.get(index);
        }

        @Override
        public int size() {
            return events.size();
        }
    }

    @Test
    void aCallThatWaitsEndsWhenTheRecorderIsClosed() throws Exception {
        var recorder = recorder(Files.createFile(temporary.resolve("file")).resolve("folder"));
        var call = new Call(() -> recorder.record(SampleEvents.starts(1, 4)));
        assertNotNull(log.lines.take());
        recorder.close();
        assertEquals(InterruptedException.class, assertThrows(Exception.class, call::join).getClass());
    }

    @Test
    void anInterruptBeforeTheCallWritesNothing() throws Exception {
        var recorder = recorder(temporary);
        recorder.record(SampleEvents.starts(1, 1));
        var call = new Call(() -> {
            Thread.currentThread().interrupt();
            recorder.record(SampleEvents.starts(2, 2));
        });
        assertEquals(InterruptedException.class, assertThrows(Exception.class, call::join).getClass());
        assertEquals(range(1, 1), OcsfLines.sequences(OcsfLines.recording(temporary)));
    }

    @Test
    void anotherDirectoryMendsIt() throws Exception {
        var blocked = Files.createFile(temporary.resolve("file")).resolve("folder");
        var recorder = recorder(blocked);
        journal.lastSequence = 10;
        var call = new Call(() -> recorder.record(SampleEvents.starts(1, 4)));
        assertTrue(log.lines.take().startsWith("warn: Cannot record"));
        var good = temporary.resolve("good");
        recorder.configure(Recordings.settings(good));
        call.join();
        assertEquals(range(1, 4), OcsfLines.sequences(OcsfLines.recording(good)));
        assertTrue(log.lines.take().matches("info: Recording again to .* after .*s, 10 events late"));
    }

    @Test
    void nothingIsRecordedUntilTheConfigurationMakesSense() throws Exception {
        var recorder = Recordings.recorder(journal, log, clock);
        recorders.add(recorder);
        recorder.refuse("sync=x is not one of never, interval, batch");
        assertEquals(
                "warn: Cannot record: configuration org.prmonitor.consumer.recorder refused: sync=x is not one of never, interval, batch."
                        + " Events wait in the journal meanwhile",
                log.lines.take());
        var call = new Call(() -> recorder.record(SampleEvents.starts(1, 4)));
        recorder.configure(Recordings.settings(temporary));
        call.join();
        recorder.refuse("sync=y");
        recorder.record(SampleEvents.starts(5, 6));
        assertEquals(range(1, 6), OcsfLines.sequences(OcsfLines.recording(temporary)));
        assertTrue(log.lines.contains("warn: Configuration org.prmonitor.consumer.recorder refused, the old one stays: sync=y"));
    }

    @Test
    void reconfiguringBetweenBatchesLosesNothing() throws Exception {
        var recorder = recorder(temporary.resolve("a"));
        recorder.record(SampleEvents.starts(1, 3));
        for (var policy : SyncPolicy.values()) {
            recorder.configure(new RecorderSettings(temporary.resolve("a"), Recordings.UNBOUNDED, policy, Duration.ofMillis(1)));
            var next = OcsfLines.recording(temporary.resolve("a")).size() + 1;
            recorder.record(SampleEvents.starts(next, next + 1));
        }
        recorder.configure(Recordings.settings(temporary.resolve("b")));
        recorder.record(SampleEvents.starts(8, 12));
        assertEquals(range(1, 9), OcsfLines.sequences(OcsfLines.recording(temporary.resolve("a"))));
        assertEquals(range(10, 12), OcsfLines.sequences(OcsfLines.recording(temporary.resolve("b"))), "each once, wherever");
    }

    @Test
    void reconfiguringWhileEventsFlowLosesNothing() throws Exception {
        var folders = List.of(temporary.resolve("a"), temporary.resolve("b"));
        var recorder = recorder(folders.get(0));
        var begun = new CountDownLatch(1);
        var call = new Call(() -> {
            for (var sequence = 1L; sequence <= 3_000; sequence += 3) {
                recorder.record(SampleEvents.starts(sequence, sequence + 2));
                begun.countDown();
            }
        });
        begun.await();
        var changes = 0;
        while (call.isRunning()) {
            recorder.configure(Recordings.settings(folders.get(++changes % 2)));
            Thread.onSpinWait();
        }
        call.join();
        var all = new ArrayList<JsonNode>();
        for (var folder : folders) {
            if (Files.exists(folder)) {
                all.addAll(OcsfLines.recording(folder));
            }
        }
        assertEquals(range(1, 3_000), OcsfLines.sequences(all).stream().sorted().toList());
    }

    @Test
    void aFileThatSomebodyTookAwayIsNoticed() throws Exception {
        var recorder = recorder(temporary);
        recorder.record(SampleEvents.starts(1, 2));
        Files.move(temporary.resolve(ACTIVE), temporary.resolve("taken"));
        recorder.record(SampleEvents.starts(3, 3));
        clock.advance(Duration.ofSeconds(1));
        recorder.record(SampleEvents.starts(4, 5));
        assertEquals(range(1, 3), OcsfLines.sequences(OcsfLines.split(Files.readAllBytes(temporary.resolve("taken")))));
        assertEquals(range(4, 5), OcsfLines.sequences(OcsfLines.recording(temporary)));
        assertEquals(
                "warn: Somebody has moved or deleted " + temporary.resolve(ACTIVE) + "; a new file takes its place", log.lines.take());
    }

    @Test
    void syncingAtIntervalsWritesNothingElse() throws Exception {
        var recorder = recorder(new RecorderSettings(temporary, Recordings.UNBOUNDED, SyncPolicy.INTERVAL, Duration.ofMillis(1)));
        for (var sequence = 1L; sequence <= 200; sequence++) {
            recorder.record(SampleEvents.starts(sequence, sequence));
        }
        recorder.close();
        assertEquals(range(1, 200), OcsfLines.sequences(OcsfLines.recording(temporary)));
        assertEquals(List.of(), List.copyOf(log.lines));
    }

    private EventRecorder recorder(Path folder) {
        return recorder(Recordings.settings(folder));
    }

    private EventRecorder recorder(RecorderSettings settings) {
        var recorder = Recordings.recorder(journal, log, clock);
        recorders.add(recorder);
        recorder.configure(settings);
        return recorder;
    }

    private byte[] bytesOf(List<MonitorEvent> events) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory(temporary, "bytes");
        try (var recorder = Recordings.recorder(journal, log, clock)) {
            recorder.configure(Recordings.settings(folder));
            recorder.record(events);
        }
        return Files.readAllBytes(folder.resolve(ACTIVE));
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
