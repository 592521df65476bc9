package org.prmonitor.consumer.console.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.service.event.Event;
import org.prmonitor.api.HopStatistics;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.MonitorEvent;

class EventPrinterTest {

    private final ByteArrayOutputStream sink = new ByteArrayOutputStream();
    private final EventCounts counts = new EventCounts();

    @Test
    void anEventPrintsTheSameWithAndWithoutItsRecord() {
        var started = SampleEvents.started(CommandLine.ofArguments("ls", "-l"));
        var withoutRecord = new LinkedHashMap<>(started.properties());
        withoutRecord.remove("event");
        print(event(started), new Event(started.topic(), withoutRecord));
        var lines = sink.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(3, lines.size());
        assertEquals(lines.get(1), lines.get(2));
    }

    @Test
    void theBooksNameTypesAndLosses() {
        print(event(SampleEvents.forked()), event(SampleEvents.exited(0, null)), event(SampleEvents.exited(1, null)), event(SampleEvents.lost(5L)));
        assertEquals(Map.of("forked", 1L, "exited", 2L), counts.byType());
        assertEquals(5, counts.lost());
        var hops = List.of(new HopStatistics("kernel", 8, 3, 0, 5), new HopStatistics("event-admin", 3, 3, 0, 0));
        assertEquals(
                """
                3 events in 2.0 s, 2/s; 5 LOST
                exited                 2
                forked                 1
                hop                 seen    delivered     filtered         lost in flight
                kernel                 8            3            0            5         0
                event-admin            3            3            0            0         0""",
                String.join("\n", Summary.lines(counts, Duration.ofSeconds(2), hops)));
    }

    @Test
    void anUncountedLossIsNoZero() {
        print(event(SampleEvents.lost(null)));
        assertTrue(Summary.lines(counts, Duration.ZERO, List.of()).get(0).endsWith("; some LOST that nobody could count"));
        print(event(SampleEvents.lost(5L)));
        assertTrue(Summary.lines(counts, Duration.ZERO, List.of()).get(0).endsWith("; 5 LOST and others that nobody could count"));
    }

    private void print(Event... events) {
        var output = new BatchedOutput(sink, Duration.ofDays(1), failure -> {});
        var printer = new EventPrinter(output, counts, new TextFormatter(TextStyle.PLAIN));
        for (var event : events) {
            printer.handleEvent(event);
        }
        assertTrue(output.close(Duration.ofSeconds(20)));
    }

    private static Event event(MonitorEvent event) {
        return new Event(event.topic(), event.properties());
    }
}
