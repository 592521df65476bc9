package org.prmonitor.rcp.internal.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventKeys;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.LossPlace;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.api.event.ProcessSubject;
import org.prmonitor.rcp.internal.model.Column;
import org.prmonitor.rcp.internal.model.FrameProducer;
import org.prmonitor.rcp.internal.model.Presentation;
import org.prmonitor.rcp.internal.model.ProcessModel;
import org.prmonitor.rcp.internal.model.ProcessRow;
import org.prmonitor.rcp.internal.model.ViewSelection;

/** What is saved and copied, read back. */
final class ExportTest {

    private static final Instant TIME = Instant.parse("2026-01-01T12:00:00.000000042Z");

    private final ProcessModel model = new ProcessModel();
    private final ProcessSubject subject = new ProcessSubject(new ProcessKey(1, 42, 7), 43L, 99_999L, 1L, null, 3L);

    /** As a view gets them. */
    private List<ProcessRow> rows() throws InterruptedException {
        var rows = new LinkedBlockingQueue<List<ProcessRow>>();
        try (var producer = FrameProducer.start(model, (frame, taken) -> {
            if (frame.selection().presentation() == Presentation.FLAT) {
                rows.add(frame.rows().stream().map(row -> row.process()).toList());
            }
            taken.run();
        })) {
            producer.select(ViewSelection.ALL.withPresentation(Presentation.FLAT).withSort(Column.PID, false));
            return rows.take();
        }
    }

    private MonitorEvent started(long sequence, CommandLine commandLine) {
        var parent = new ProcessKey(1, 41, 6);
        return new ProcessStarted(
                new EventHeader(sequence, TIME, "test"), subject, 41L, parent, null, "/bin/\u001b[31msh", commandLine, false);
    }

    private MonitorEvent exited(long sequence) {
        return new ProcessExited(
                new EventHeader(sequence, TIME.plusSeconds(2), "test"), subject, -1, null, Duration.ofSeconds(2), null, null);
    }

    private static String json(List<ProcessRow> rows) throws IOException {
        var output = new ByteArrayOutputStream();
        JsonLines.write(rows, output);
        return output.toString(StandardCharsets.UTF_8);
    }

    /** Each line by a parser of its own, so that a line is an object and no more. */
    private static List<Map<String, Object>> parse(String text) throws IOException {
        var objects = new ArrayList<Map<String, Object>>();
        assertTrue(text.isEmpty() || text.endsWith("\n"));
        for (var line : text.isEmpty() ? new String[0] : text.split("\n")) {
            try (var parser = new JsonFactory().createParser(line)) {
                assertEquals(JsonToken.START_OBJECT, parser.nextToken());
                var object = new LinkedHashMap<String, Object>();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    var key = parser.currentName();
                    parser.nextToken();
                    object.put(key, value(parser));
                }
                assertEquals(JsonToken.END_OBJECT, parser.currentToken());
                assertEquals(null, parser.nextToken());
                objects.add(object);
            }
        }
        return objects;
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case START_ARRAY -> {
                var list = new ArrayList<Object>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            default -> throw new AssertionError("unexpected " + parser.currentToken());
        };
    }

    /** What the properties say, as JSON can say it. */
    private static Map<String, Object> expected(MonitorEvent event) {
        var expected = new LinkedHashMap<String, Object>(event.properties());
        expected.remove(EventKeys.EVENT);
        expected.replaceAll((key, value) -> {
            if (value instanceof Integer number) {
                return number.longValue();
            }
            return value instanceof Instant instant ? instant.toString() : value;
        });
        return expected;
    }

    @Test
    void everyPropertyComesBackInItsOrder() throws Exception {
        var start = started(2, CommandLine.ofArguments("sh", "-c", "echo 'a\tb\n\"c\"\\' \u202e \ud83d\ude00"));
        var loss = new EventsLost(new EventHeader(5, TIME, "test"), 2L, 4, 5, LossPlace.JOURNAL);
        model.accept(List.of(start, exited(3), loss));
        var lines = parse(json(rows()));
        assertEquals(List.of(expected(start), expected(exited(3)), expected(loss)), lines);
        assertEquals(List.copyOf(expected(start).keySet()), List.copyOf(lines.get(0).keySet()));
        assertEquals("2026-01-01T12:00:00.000000042Z", lines.get(0).get("time"));
    }

    @Test
    void whatRanBeforeComesFirstAndHasNoNumber() throws Exception {
        var other = ProcessSubject.of(new ProcessKey(1, 99, 1));
        model.begin(List.of(new RunningProcess(other, 1L, null, "/bin/old", null, null, TIME)));
        model.accept(List.of(started(2, CommandLine.ofArguments("sh"))));
        var lines = parse(json(rows()));
        assertEquals(2, lines.size());
        assertEquals(99L, lines.get(0).get("process.id"));
        assertEquals(true, lines.get(0).get("snapshot"));
        assertFalse(lines.get(0).containsKey("sequence"));
        assertEquals(2L, lines.get(1).get("sequence"));
    }

    @Property(tries = 300)
    void noTextBreaksALineAndWhatUtf8HasComesBack(@ForAll String text) throws Exception {
        model.begin(List.of());
        model.clear();
        model.accept(List.of(started(1, CommandLine.ofString(text, false, false))));
        var rows = rows();
        var lines = parse(json(rows));
        var inUtf8 = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        assertEquals(inUtf8, lines.get(0).get("command.line"));

        var copied = TabbedText.of(rows, TIME);
        assertEquals(2, copied.chars().filter(sign -> sign == '\n').count(), copied);
        assertEquals(2 * (Column.values().length - 1), copied.chars().filter(sign -> sign == '\t').count(), copied);
        assertTrue(copied.chars().allMatch(sign -> sign == '\n' || sign == '\t' || sign >= ' ' && sign != 0x7f), copied);
        assertEquals(copied, new String(copied.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8), "unpaired surrogates");
    }

    @Test
    void unpairedSurrogatesBecomeQuestionMarksInAFileAndEscapesInACopy() throws Exception {
        model.accept(List.of(started(1, CommandLine.ofString("a\ud800b\udc00", false, true))));
        var rows = rows();
        assertEquals("a?b?", parse(json(rows)).get(0).get("command.line"));
        assertTrue(TabbedText.of(rows, TIME).contains("a\\ud800b\\udc00"));
    }

    @Test
    void aCopyHasAColumnForEachOfTheViews() throws Exception {
        model.accept(List.of(started(1, CommandLine.ofArguments("sh", "x")), exited(2)));
        assertEquals(
                List.of(
                        "PROCESS\tPID\tPARENT\tSTARTED\tLIFETIME\tUSER\tCOMMAND\tEXIT",
                        "\\x1b[31msh\t42\t41\t2026-01-01T12:00:00.000000042Z\t2.0 s\t99999\tsh x\texit 0xFFFFFFFF"),
                TabbedText.of(rows(), TIME).lines().toList());
    }

    @Test
    void aFileIsReplacedWholeAndIsItsOwnersAlone(@TempDir Path folder) throws Exception {
        var file = folder.resolve("events.jsonl");
        Files.writeString(file, "what was there before, which is longer than what comes".repeat(100));
        model.accept(List.of(started(1, CommandLine.ofArguments("sh"))));
        JsonLines.save(rows(), file);
        assertEquals(1, parse(Files.readString(file)).size());
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
        try (var files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void aFailureNamesTheFileAndLeavesWhatIsThere(@TempDir Path folder) throws Exception {
        var missing = folder.resolve("no such folder").resolve("events.jsonl");
        var failure = assertThrows(IOException.class, () -> JsonLines.save(List.of(), missing));
        assertEquals("cannot save 0 rows as " + missing + ": NoSuchFileException", failure.getMessage());
        var occupied = Files.createDirectories(folder.resolve("occupied/by a folder")).getParent();
        assertThrows(IOException.class, () -> JsonLines.save(List.of(), occupied));
        try (var files = Files.list(folder)) {
            assertEquals(List.of(occupied), files.toList());
        }
    }
}
