package org.prmonitor.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.prmonitor.api.event.EventKeys;
import org.prmonitor.api.event.EventTopics;

/**
 * What a run printed as JSON, in the order of the lines.
 *
 * @param lines all events
 */
public record Stream(List<JsonLine> lines) {

    /** What it has printed. */
    public static Stream of(PrMonitorProcess prmonitor) {
        return new Stream(JsonLine.parse(prmonitor.output()));
    }

    List<JsonLine> started(long processId) {
        return of(EventTopics.PROCESS_STARTED, processId);
    }

    List<JsonLine> exited(long processId) {
        return of(EventTopics.PROCESS_EXITED, processId);
    }

    /** The events of a topic. */
    public List<JsonLine> of(String topic) {
        return lines.stream().filter(line -> line.topic().equals(topic)).toList();
    }

    private List<JsonLine> of(String topic, long processId) {
        return lines.stream()
                .filter(line -> line.topic().equals(topic) && line.number(EventKeys.PROCESS_ID) == processId)
                .toList();
    }

    /**
     * Every number of the journal is there once, as an event or in the bounds of a loss that stands in its place.
     *
     * @return how many were lost
     */
    public long assertEveryNumberOnce() {
        var next = 1L;
        var lost = 0L;
        for (var line : lines) {
            if (line.topic().equals(EventTopics.EVENTS_LOST)) {
                assertEquals(next, line.number(EventKeys.LOST_FROM), () -> "loss in its place: " + line);
                assertTrue(line.number(EventKeys.LOST_TO) >= next, () -> "bounds: " + line);
                assertEquals(line.number(EventKeys.LOST_TO) - next + 1, line.number(EventKeys.LOST_COUNT));
                lost += line.number(EventKeys.LOST_COUNT);
                next = line.number(EventKeys.LOST_TO);
            }
            assertEquals(next, line.number(EventKeys.SEQUENCE), () -> "number of " + line);
            next++;
        }
        return lost;
    }

    /** The raw wait status that an exit stands for, without the core dump's bit. */
    static int status(JsonLine exited) {
        var signal = exited.get(EventKeys.EXIT_SIGNAL);
        return signal == null ? Math.toIntExact(exited.number(EventKeys.EXIT_CODE)) << 8 : Math.toIntExact((Long) signal);
    }
}
