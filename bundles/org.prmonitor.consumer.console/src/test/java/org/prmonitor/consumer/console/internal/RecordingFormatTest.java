package org.prmonitor.consumer.console.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.testkit.EventRecording;
import org.prmonitor.testkit.RandomEvents;
import org.prmonitor.testkit.SessionRecorder;

/** What this prints, the test kit replays; and what the test kit records is what this would have printed. */
class RecordingFormatTest {

    private static final int COUNT = 20_000;

    @TempDir
    Path folder;

    @Test
    void theConsoleAndTheTestKitWriteTheSameBytes() throws IOException {
        var events = new ArrayList<MonitorEvent>();
        for (var event : new RandomEvents(1).next(COUNT)) {
            events.add(event.factory().apply(new EventHeader(events.size() + 1, Instant.EPOCH.plusNanos(events.size() * 1_234_567L), "scripted")));
        }
        var printed = new ByteArrayOutputStream();
        var formatter = new JsonFormatter();
        for (var event : events) {
            formatter.format(event.properties(), printed);
        }
        var recorded = folder.resolve("recorded.jsonl");
        try (var recorder = new SessionRecorder(recorded)) {
            recorder.onEvents(events);
        }
        assertArrayEquals(printed.toByteArray(), Files.readAllBytes(recorded));
        assertEquals(COUNT, EventRecording.read(recorded).events().size());
    }
}
