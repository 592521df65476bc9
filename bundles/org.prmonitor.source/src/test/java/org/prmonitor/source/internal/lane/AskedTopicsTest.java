package org.prmonitor.source.internal.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.prmonitor.api.event.EventTopics;

/** Beside the rule as the specification writes it down: pattern by pattern. */
class AskedTopicsTest {

    @Property
    void isWhatTheSpecificationSays(@ForAll("patterns") Set<String> patterns, @ForAll("topics") List<String> topics) {
        var asked = new AskedTopics(patterns);
        for (var topic : topics) {
            var expected = patterns.stream().anyMatch(pattern -> matches(pattern, topic));
            assertEquals(expected, asked.contains(topic), () -> topic + " in " + patterns);
            assertEquals(expected, asked.contains(topic), "asked for the second time");
        }
    }

    /** 113.4.2: the name itself, {@code *}, or a prefix that ends with a slash, followed by an asterisk. */
    private static boolean matches(String pattern, String topic) {
        return pattern.equals("*")
                || pattern.equals(topic)
                || pattern.endsWith("/*") && topic.startsWith(pattern.substring(0, pattern.length() - 1));
    }

    /** Of so few words that one is often the beginning of another. */
    @Provide
    Arbitrary<String> topic() {
        return Arbitraries.of("a", "ab", "b", "*").list().ofMinSize(1).ofMaxSize(4).map(words -> String.join("/", words));
    }

    @Provide
    Arbitrary<List<String>> topics() {
        return topic().list().ofMaxSize(8);
    }

    @Provide
    Arbitrary<Set<String>> patterns() {
        var pattern = Combinators.combine(topic(), Arbitraries.of("", "/*", "*", "/")).as(String::concat);
        return Arbitraries.oneOf(pattern, topic(), Arbitraries.of("*", "/*", "", "/")).set().ofMaxSize(4);
    }

    @Test
    void whoAsksForAFamilyGetsItAlone() {
        var asked = new AskedTopics(Set.of(EventTopics.PROCESS_ALL));
        assertTrue(asked.contains(EventTopics.PROCESS_STARTED));
        assertTrue(asked.contains(EventTopics.PROCESS_EXITED));
        assertFalse(asked.contains(EventTopics.EVENTS_LOST));
        assertTrue(AskedTopics.ALL.contains(EventTopics.EVENTS_LOST));
    }
}
