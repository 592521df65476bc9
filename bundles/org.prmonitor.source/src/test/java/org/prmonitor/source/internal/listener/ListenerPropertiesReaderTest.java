package org.prmonitor.source.internal.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.prmonitor.api.MonitorListener;
import org.prmonitor.api.Resume;
import org.prmonitor.api.event.EventType;

class ListenerPropertiesReaderTest {

    private static ListenerProperties read(Map<String, ?> properties) {
        return ListenerPropertiesReader.read(properties::get, "org.example", "org.example.Watcher");
    }

    @Test
    void nothingIsEverythingFromNowOnUnderTheNameOfBundleAndClass() {
        var read = read(Map.of());
        assertEquals(new ListenerProperties("org.example/org.example.Watcher", EventSelection.ALL, Resume.NOW, 0, 0, null), read);
        assertEquals("org.example/failures", read(Map.of("component.name", "failures")).id());
    }

    /** What Declarative Services makes of the annotation where nothing is set. */
    @Test
    void theAnnotationsDefaultsAreTheDefaults() {
        var shown = new HashMap<String, Object>();
        for (var attribute : MonitorListener.class.getDeclaredMethods()) {
            var value = attribute.getDefaultValue();
            shown.put(MonitorListener.PREFIX_ + attribute.getName(), value instanceof Object[] array ? texts(array) : value.toString());
        }
        assertEquals(
                Set.of(ListenerPropertiesReader.ID, ListenerPropertiesReader.TYPES, ListenerPropertiesReader.FILTER,
                        ListenerPropertiesReader.RESUME),
                shown.keySet());
        assertEquals(read(Map.of()), read(shown));
    }

    @Test
    void takesWhatDeclarativeServicesSetsAndText() {
        var annotated = read(Map.of(
                "prmonitor.listener.id", "a", "prmonitor.listener.types", new String[] {"STARTED", "EXITED"}, "prmonitor.listener.filter",
                "(process.id>=5)", "prmonitor.listener.resume", "DURABLE", "service.ranking", 7, "service.id", 42L));
        assertEquals("a", annotated.id());
        assertEquals(Set.of(EventType.STARTED, EventType.EXITED), annotated.selection().types());
        assertNotNull(annotated.selection().filter());
        assertEquals(Resume.DURABLE, annotated.resume());
        assertEquals(7, annotated.ranking());
        assertEquals(42, annotated.serviceId());
        for (var types : List.of("started, Exited", List.of("exited", "started"), new EventType[] {EventType.EXITED, EventType.STARTED})) {
            var read = read(Map.of(
                    "prmonitor.listener.id", " a ", "prmonitor.listener.types", types, "prmonitor.listener.filter", " (process.id>=5) ",
                    "prmonitor.listener.resume", types instanceof String ? "durable" : Resume.DURABLE, "service.ranking", 7, "service.id", 42L));
            assertEquals(annotated, read);
        }
        assertEquals(Set.of(), read(Map.of("prmonitor.listener.types", new String[] {""})).selection().types());
        assertEquals(0, read(Map.of("service.ranking", "high")).ranking(), "as the framework has it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            types  | startet     | prmonitor.listener.types: 'startet' is no event type; there are started,forked,exited,images,registry
            resume | oldest      | prmonitor.listener.resume: 'oldest' is none of [NOW, BEGINNING, DURABLE]
            id     | a\u0007b    | prmonitor.listener.id has control characters, or more than 200 characters
            filter | process.id  | prmonitor.listener.filter:
            """)
    void saysWhatMakesNoSense(String name, String value, String problem) {
        var read = read(Map.of("prmonitor.listener." + name, value));
        assertTrue(read.problem() != null && read.problem().startsWith(problem), () -> "" + read.problem());
        assertEquals("org.example/org.example.Watcher", read.id());
    }

    @Test
    void anIdOfAnyScriptAndLengthUpToTheLimitIsTaken() {
        var id = "é☃/:*?\"<>|\\".repeat(18);
        assertNull(read(Map.of("prmonitor.listener.id", id)).problem());
        assertNotNull(read(Map.of("prmonitor.listener.id", "x".repeat(201))).problem());
    }

    private static String[] texts(Object[] array) {
        return Arrays.stream(array).map(String::valueOf).collect(Collectors.toList()).toArray(String[]::new);
    }
}
