package org.prmonitor.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.ImageLoaded;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessForked;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.api.event.RegistryChanged;
import org.prmonitor.api.text.EventJson;
import org.prmonitor.testkit.internal.DamagedLineException;
import org.prmonitor.testkit.internal.EventJsonReader;

/**
 * A session that was recorded: a file of JSON Lines as {@code prmonitor --format=json} prints it, or as {@link SessionRecorder} writes it.
 * {@link ScriptedSource#play(EventRecording)} replays it: the events get numbers of their own, the rest is what was recorded, and a loss is
 * a loss again. Immutable.
 *
 * <pre>{@code
 * // prmonitor --format=json --duration=1min > incident.jsonl
 * scripted.play(EventRecording.read(Path.of("src/test/resources/incident.jsonl")).withTimes());
 * scripted.settle();
 * }</pre>
 *
 * @param events as they were recorded, losses included; read-only
 * @param keepsTimes whether what is replayed carries the recorded times; else it happens when it is replayed
 * @param keepsDistance whether as much time passes between two events as had passed
 */
public record EventRecording(List<MonitorEvent> events, boolean keepsTimes, boolean keepsDistance) {

    /**
     * Copies the list.
     *
     * @param events the record's component
     * @param keepsTimes the record's component
     * @param keepsDistance the record's component
     */
    public EventRecording {
        events = List.copyOf(events);
    }

    /**
     * Of events, replayed at once and at the time of the replay.
     *
     * @param events oldest first
     * @return a new one
     */
    public static EventRecording of(List<? extends MonitorEvent> events) {
        return new EventRecording(List.copyOf(events), false, false);
    }

    /**
     * Out of a file.
     *
     * @param file where
     * @return a new one
     * @throws IOException when the file cannot be read, or a line of it is no event; the message names file, line and column
     */
    public static EventRecording read(Path file) throws IOException {
        var text = Files.readString(file, StandardCharsets.UTF_8);
        var events = new ArrayList<MonitorEvent>();
        var number = 0;
        // Not at every line end that Unicode knows: a command line may hold one.
        for (var line : text.split("\n")) {
            number++;
            if (!line.isBlank()) {
                try {
                    events.add(EventJsonReader.read(line));
                } catch (DamagedLineException damaged) {
                    throw new IOException(file + ":" + number + ":" + damaged.column() + ": " + damaged.getMessage(), damaged);
                }
            }
        }
        return of(events);
    }

    /**
     * Into a file, which is replaced.
     *
     * @param file where
     * @throws IOException when the system refuses; the message says what
     */
    public void write(Path file) throws IOException {
        var json = new EventJson();
        try (var output = Files.newOutputStream(file)) {
            for (var event : events) {
                json.write(event.properties(), output);
            }
        }
    }

    /** {@return the same; what is replayed carries the recorded times} */
    public EventRecording withTimes() {
        return new EventRecording(events, true, keepsDistance);
    }

    /**
     * {@return the same; as much time passes between two events as had passed: real time, or that of {@link ScriptedTime}
     * where the test has asked for it, which is then moved on and waits for nobody}
     */
    public EventRecording withDistance() {
        return new EventRecording(events, keepsTimes, true);
    }

    /** One of the events, to be emitted; not a loss, which nobody emits. */
    static ScriptedEvent scripted(MonitorEvent event, boolean keepsTime) {
        var type = Arrays.stream(EventType.values())
                .filter(candidate -> candidate.includes(event))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no channel reports " + event));
        return new ScriptedEvent(type, keepsTime ? event.time() : null, factory(event));
    }

    private static Function<EventHeader, MonitorEvent> factory(MonitorEvent event) {
        if (event instanceof ProcessStarted start) {
            return header -> new ProcessStarted(
                    header, start.subject(), start.parentId(), start.parentKey(), start.creatorId(), start.imagePath(), start.commandLine(),
                    start.snapshot());
        }
        if (event instanceof ProcessForked fork) {
            return header -> new ProcessForked(header, fork.subject(), fork.parentId(), fork.parentKey(), fork.creatorId());
        }
        if (event instanceof ProcessExited exit) {
            return header -> new ProcessExited(
                    header, exit.subject(), exit.exitCode(), exit.exitSignal(), exit.lifetime(), exit.imagePath(), exit.commandLine());
        }
        if (event instanceof ImageLoaded image) {
            return header -> new ImageLoaded(header, image.subject(), image.imagePath(), image.base(), image.size(), image.signed());
        }
        if (event instanceof RegistryChanged change) {
            return header -> new RegistryChanged(
                    header, change.subject(), change.operation(), change.key(), change.keyTruncated(), change.newName(), change.valueName(),
                    change.data(), change.status());
        }
        throw new IllegalArgumentException("no channel reports " + event);
    }

    /** Whether it is a loss that nobody could count: the channel was gone. */
    static boolean isUncounted(MonitorEvent event) {
        return event instanceof EventsLost loss && loss.count() == null;
    }
}
