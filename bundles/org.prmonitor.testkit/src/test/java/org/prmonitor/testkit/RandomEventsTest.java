package org.prmonitor.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.ImageEvent;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessForked;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.RegistryEvent;

class RandomEventsTest {

    private static final int COUNT = 20_000;

    static List<MonitorEvent> events(long seed, int count, Set<EventType> types) {
        var events = new ArrayList<MonitorEvent>();
        for (var event : new RandomEvents(seed, types).next(count)) {
            events.add(event.factory().apply(new EventHeader(events.size() + 1, Instant.EPOCH.plusNanos(events.size()), "scripted")));
        }
        return events;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aProcessActsBetweenItsBirthAndItsEnd(long seed) {
        var alive = new HashSet<ProcessKey>();
        var ids = new HashMap<Long, ProcessKey>();
        var reused = 0;
        for (var event : events(seed, COUNT, EnumSet.allOf(EventType.class))) {
            if (event instanceof ProcessForked fork) {
                assertTrue(alive.add(fork.processKey()), event::toString);
                var before = ids.put(fork.processId(), fork.processKey());
                assertTrue(before == null || !alive.contains(before), () -> "an id twice at a time: " + event);
                reused += before == null ? 0 : 1;
                assertTrue(fork.parentKey() == null || alive.contains(fork.parentKey()), () -> "the parent is dead: " + event);
            } else if (event instanceof ProcessExited exit) {
                assertTrue(alive.remove(exit.processKey()), event::toString);
                assertTrue(exit.exitCode() == null ^ exit.exitSignal() == null, event::toString);
            } else if (event instanceof ProcessEvent process) {
                assertTrue(alive.contains(process.processKey()), event::toString);
            } else if (event instanceof RegistryEvent change) {
                assertTrue(alive.contains(change.processKey()), event::toString);
            } else if (event instanceof ImageEvent image && image.subject() != null) {
                assertTrue(alive.contains(image.subject().key()), event::toString);
            }
        }
        assertTrue(reused > 100, "ids come back: " + reused);
    }

    @Test
    void oneSeedMakesTheSameEventsAndAnotherOneOthers() {
        var all = EnumSet.allOf(EventType.class);
        assertEquals(events(7, 1_000, all), events(7, 1_000, all));
        assertNotEquals(events(7, 1_000, all), events(8, 1_000, all));
    }

    @Test
    void thereAreEventsOfAllTypesAndOfNoOther() {
        var all = events(1, COUNT, EnumSet.allOf(EventType.class));
        for (var type : EventType.values()) {
            assertTrue(all.stream().filter(type::includes).count() > COUNT / 50, type::toString);
            var some = events(1, 100, EnumSet.of(type));
            assertTrue(some.stream().allMatch(type::includes), type::toString);
        }
        assertThrows(IllegalArgumentException.class, () -> new RandomEvents(1, Set.of()));
    }
}
