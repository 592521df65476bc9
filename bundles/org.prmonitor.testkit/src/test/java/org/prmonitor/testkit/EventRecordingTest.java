package org.prmonitor.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.LossPlace;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.RegistryChanged;
import org.prmonitor.api.text.EventJson;
import org.prmonitor.testkit.internal.DamagedLineException;
import org.prmonitor.testkit.internal.EventJsonReader;

class EventRecordingTest {

    private static final String EXIT = "{\"event.topics\":\"org/prmonitor/event/ProcessEvent/EXITED\",\"timestamp\":1,"
            + "\"time\":\"1970-01-01T00:00:00.001000000Z\",\"sequence\":7,\"channel\":\"scripted\",\"process.id\":42,"
            + "\"process.key\":\"7e577e577e577e57-42-1\",\"exit.code\":3}";

    @TempDir
    Path folder;

    /** Both directions: what is read says what was written, and is written as it was read. */
    @Property(tries = 200)
    void whatIsReadIsWhatWasWritten(@ForAll long seed) throws DamagedLineException {
        for (var event : events(seed)) {
            var line = line(event);
            var read = EventJsonReader.read(new String(line, StandardCharsets.UTF_8).stripTrailing());
            assertEquals(event.getClass(), read.getClass());
            assertEquals(event.header(), read.header());
            assertArrayEquals(line, line(read), () -> event + " was read as " + read);
            if (event instanceof RegistryChanged change && read instanceof RegistryChanged again) {
                assertEquals(change.isTruncated(), again.isTruncated(), change::toString);
            }
        }
    }

    private static byte[] line(MonitorEvent event) {
        var line = new ByteArrayOutputStream();
        try {
            new EventJson().write(event.properties(), line);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return line.toByteArray();
    }

    private static List<MonitorEvent> events(long seed) {
        var events = new ArrayList<>(RandomEventsTest.events(seed, 100, EnumSet.allOf(EventType.class)));
        var place = LossPlace.values()[(int) Math.floorMod(seed, (long) LossPlace.values().length)];
        events.add(new EventsLost(new EventHeader(110, Instant.EPOCH, "scripted"), 10L, 101, 110, place));
        events.add(new EventsLost(new EventHeader(111, Instant.parse("9999-12-31T23:59:59.999999999Z"), "scripted"), null, 111, 111, place));
        return events;
    }

    @Test
    void aFileIsReadAndWrittenByteForByte() throws IOException {
        var file = folder.resolve("session.jsonl");
        var again = folder.resolve("again.jsonl");
        EventRecording.of(events(1)).write(file);
        var recording = EventRecording.read(file);
        recording.write(again);
        assertEquals(102, recording.events().size());
        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(again));
    }

    @Test
    void aRecorderWritesTheSame() throws IOException {
        var events = events(2);
        var file = folder.resolve("session.jsonl");
        var recorded = folder.resolve("recorded.jsonl");
        EventRecording.of(events).write(file);
        try (var recorder = new SessionRecorder(recorded)) {
            recorder.onEvents(events.subList(0, 50));
            for (var event : events.subList(50, events.size())) {
                recorder.onEvent(event);
            }
            assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(recorded), "what was taken can be read");
        }
    }

    @Test
    void whatALaterVersionAddsIsLeftOut() throws DamagedLineException {
        var later = EXIT.replace("\"exit.code\":3", "\"exit.code\":3,\"exit.mood\":\"fine\"");
        assertEquals(EventJsonReader.read(EXIT), EventJsonReader.read(later));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        // What is replaced by what                                 | column | what is said
        "\"exit.code\":3}|\"exit.code\":3|214|Unexpected end-of-input",
        "\"exit.code\":3|\"exit.code\":\"three\"|213|the value of exit.code should be a Long",
        "\"exit.code\":3|\"exit.code\":3000000000|213|the value of exit.code has more than 32 bits",
        "\"exit.code\":3|\"exit.code\":3,\"exit.code\":4|226|Duplicate field 'exit.code'",
        "\"exit.code\":3}|\"exit.code\":3}x|216|Unrecognized token 'x'",
        "\"exit.code\":3}|\"exit.code\":3}{}|215|one JSON object is a line",
        "\"sequence\":7,||202|sequence is missing",
        "ProcessEvent/EXITED|ProcessEvent/DOZED|17|'org/prmonitor/event/ProcessEvent/DOZED' is the topic of no event",
        "7e577e577e577e57-42-1|42|177|'42' is no process key",
        "1970-01-01T00:00:00.001000000Z|now|80|'now' is no time in ISO 8601",
        "\"sequence\":7|\"sequence\":0|17|no such event: sequence 0 is below 1"
    })
    void aDamagedLineIsNamedWithFileLineAndColumn(String before, String after, int column, String said) throws IOException {
        var file = folder.resolve("damaged.jsonl");
        Files.writeString(file, EXIT + "\n" + EXIT.replace(before, after == null ? "" : after) + "\n");
        var failure = assertThrows(IOException.class, () -> EventRecording.read(file));
        var expected = file + ":2:" + column + ": " + said;
        assertEquals(expected, String.valueOf(failure.getMessage()).substring(0, Math.min(expected.length(), failure.getMessage().length())));
    }
}
