package org.prmonitor.source.internal.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventProperties;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventKeys;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.api.event.ProcessSubject;

/** An event without a copy is told from one with a copy by nothing but its cost. */
class RecordPropertiesTest {

    private final ProcessStarted started = new ProcessStarted(
            new EventHeader(1, Instant.EPOCH, "scripted"),
            ProcessSubject.of(new ProcessKey(1, 200, 3)),
            1L,
            null,
            null,
            "/bin/bash",
            CommandLine.ofArguments("bash", "-l"),
            false);

    private final Event event = new Event(started.topic(), new RecordProperties(started));
    private final Event copy = new Event(started.topic(), new EventProperties(started.properties()));

    @Test
    void hasTheNamesAndValuesOfACopy() {
        assertEquals(Set.copyOf(Arrays.asList(copy.getPropertyNames())), Set.copyOf(Arrays.asList(event.getPropertyNames())));
        assertEquals(copy.getPropertyNames().length, event.getPropertyNames().length);
        for (var name : copy.getPropertyNames()) {
            assertEquals(copy.getProperty(name), event.getProperty(name), name);
            assertTrue(event.containsProperty(name), name);
        }
        assertSame(started, event.getProperty(EventKeys.EVENT));
        assertFalse(event.containsProperty(EventKeys.CREATOR_ID));
    }

    @Test
    void matchesWhatACopyMatches() throws Exception {
        for (var filter : new String[] {"(process.id>=100)", "(process.id>=300)", "(event.topics=*STARTED)", "(image.path=*/bash)", "(creator.id=*)"}) {
            assertEquals(copy.matches(FrameworkUtil.createFilter(filter)), event.matches(FrameworkUtil.createFilter(filter)), filter);
        }
    }

    @Test
    void isEqualWhereTheRecordIs() {
        var same = new Event(started.topic(), new RecordProperties(started));
        assertEquals(same, event);
        assertEquals(same.hashCode(), event.hashCode());
        assertNotEquals(copy, event);
        assertNotEquals(event, copy);
    }

    @Test
    void isReadOnly() {
        var properties = new RecordProperties(started);
        assertThrows(UnsupportedOperationException.class, () -> properties.put("a", "b"));
        assertThrows(UnsupportedOperationException.class, () -> properties.entrySet().clear());
    }
}
