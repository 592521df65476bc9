package org.prmonitor.api.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.event.Event;

class EventPropertiesTest {

    private static final EventHeader HEADER = new EventHeader(7, Instant.parse("2026-01-02T03:04:05.678901234Z"), "linux-ebpf");
    private static final ProcessKey KEY = new ProcessKey(0x9f86d081884c7d65L, 4711, 123456);
    private static final ProcessSubject SUBJECT = new ProcessSubject(KEY, 4712L, 1000L, 100L, null, 4000L);
    private static final ProcessStarted STARTED = new ProcessStarted(
            HEADER, SUBJECT, 1L, new ProcessKey(0x9f86d081884c7d65L, 1, 2), null, "/bin/bash", CommandLine.ofArguments("bash", "-l"), false);

    @Test
    void everyKeyInItsDocumentedOrder() {
        assertEquals(
                List.of(
                        "event.topics", "event", "timestamp", "time", "sequence", "channel", "process.id", "process.key",
                        "thread.id", "user.id", "group.id", "session.id", "parent.id", "parent.key", "image.path",
                        "command.line", "command.args"),
                List.copyOf(STARTED.properties().keySet()));
    }

    @Test
    void valuesAreThoseOfTheRecord() {
        var properties = STARTED.properties();
        assertEquals("org/prmonitor/event/ProcessEvent/STARTED", properties.get(EventKeys.TOPIC));
        assertSame(STARTED, properties.get(EventKeys.EVENT));
        assertEquals(1767323045678L, properties.get(EventKeys.TIMESTAMP));
        assertEquals(4711L, properties.get(EventKeys.PROCESS_ID));
        assertEquals("9f86d081884c7d65-4711-123456", properties.get(EventKeys.PROCESS_KEY));
        assertEquals("9f86d081884c7d65-1-2", properties.get(EventKeys.PARENT_KEY));
        assertEquals("bash -l", properties.get(EventKeys.COMMAND_LINE));
        assertEquals(List.of("bash", "-l"), properties.get(EventKeys.COMMAND_ARGS));
    }

    @Test
    void oneByOneOrAllAtOnceIsTheSame() {
        var visited = new LinkedHashMap<String, Object>();
        STARTED.properties().forEach(visited::put);
        assertEquals(List.copyOf(STARTED.properties().entrySet()), List.copyOf(visited.entrySet()));
    }

    @Test
    void whatIsNotKnownIsAbsent() {
        var properties = STARTED.properties();
        for (var key : List.of(EventKeys.USER_SID, EventKeys.CREATOR_ID, EventKeys.TRUNCATED, EventKeys.BEST_EFFORT, EventKeys.SNAPSHOT, "no.such")) {
            assertFalse(properties.containsKey(key), key);
            assertNull(properties.get(key), key);
        }
        assertEquals(properties.size(), properties.keySet().size());
    }

    @Test
    void aFilterSeesNumbersAsNumbers() throws InvalidSyntaxException {
        var filter = FrameworkUtil.createFilter("(&(process.id>=500)(image.path=*/bash))");
        assertTrue(filter.matches(STARTED.properties()));
        assertFalse(FrameworkUtil.createFilter("(process.id>=5000)").matches(STARTED.properties()));
    }

    @Test
    void becomesAnEventOfEventAdmin() {
        var event = new Event(STARTED.topic(), STARTED.properties());
        assertEquals(STARTED.topic(), event.getTopic());
        assertSame(STARTED, event.getProperty(EventKeys.EVENT));
        assertEquals(STARTED.properties().size(), event.getPropertyNames().length);
    }

    @Test
    void exitsSayHowAndWhat() {
        var exited = new ProcessExited(HEADER, SUBJECT, null, 11, Duration.ofMillis(5), null, null);
        assertEquals(11, exited.properties().get(EventKeys.EXIT_SIGNAL));
        assertFalse(exited.properties().containsKey(EventKeys.EXIT_CODE));
        assertEquals(5_000_000L, exited.properties().get(EventKeys.PROCESS_LIFETIME));
        var named = exited.withImage("/bin/bash", CommandLine.ofArgumentArea(new byte[] {'b', 0}, true, true));
        assertEquals("/bin/bash", named.properties().get(EventKeys.IMAGE_PATH));
        assertEquals(Boolean.TRUE, named.properties().get(EventKeys.TRUNCATED));
        assertEquals(Boolean.TRUE, named.properties().get(EventKeys.BEST_EFFORT));
    }

    @Test
    void aLossStandsForTheNumbersThatItNames() {
        var lost = new EventsLost(HEADER, 3L, 5, 7, LossPlace.KERNEL);
        assertEquals("kernel", lost.properties().get(EventKeys.LOST_WHERE));
        assertEquals(Map.of("from", 5L, "to", 7L), Map.of("from", lost.properties().get(EventKeys.LOST_FROM), "to", lost.properties().get(EventKeys.LOST_TO)));
        assertThrows(IllegalArgumentException.class, () -> new EventsLost(HEADER, 3L, 4, 7, LossPlace.KERNEL));
        assertThrows(IllegalArgumentException.class, () -> new EventsLost(HEADER, 4L, 4, 6, LossPlace.KERNEL));
        assertThrows(IllegalArgumentException.class, () -> new EventsLost(HEADER, null, 6, 7, LossPlace.KERNEL));
        assertFalse(new EventsLost(HEADER, null, 7, 7, LossPlace.KERNEL).properties().containsKey(EventKeys.LOST_COUNT));
    }

    @Test
    void isReadOnly() {
        var properties = STARTED.properties();
        assertThrows(UnsupportedOperationException.class, () -> properties.put("a", "b"));
        assertThrows(UnsupportedOperationException.class, properties::clear);
    }
}
