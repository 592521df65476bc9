package org.prmonitor.consumer.console.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.event.Event;
import org.prmonitor.api.event.EventTopics;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.consumer.console.internal.ConsoleSettings.ColorMode;
import org.prmonitor.consumer.console.internal.ConsoleSettings.Format;

class ConsoleSettingsTest {

    /** The component property type, by hand. */
    private record Configuration(String format, String filter, String[] topics, String color, long durationMillis, String logLevel)
            implements ConsoleConfiguration {
        @Override
        public Class<? extends Annotation> annotationType() {
            return ConsoleConfiguration.class;
        }
    }

    @Test
    void theDefaultsAreTheDefaults() {
        assertEquals(ConsoleSettings.DEFAULT, ConsoleSettings.of(configuration("text", "", "auto", 0, EventTopics.ALL)));
    }

    @Test
    void everythingIsRead() {
        var settings = ConsoleSettings.of(configuration(" JSON ", "(process.id>=100)", "Never", 1500, EventTopics.PROCESS_EXITED));
        assertEquals(
                new ConsoleSettings(
                        Format.JSON,
                        "(|(event.topics=" + EventTopics.EVENTS_LOST + ")(process.id>=100))",
                        List.of(EventTopics.PROCESS_EXITED, EventTopics.EVENTS_LOST),
                        ColorMode.NEVER,
                        Duration.ofMillis(1500)),
                settings);
    }

    @Test
    void nonsenseIsRefusedByName() {
        assertRefused("format=xml is not one of text, json, none", configuration("xml", "", "auto", 0));
        assertRefused("color=pink is not one of auto, always, never", configuration("text", "", "pink", 0));
        assertRefused("durationMillis=-1 is negative", configuration("text", "", "auto", -1));
        assertRefused("filter=(a= is no LDAP filter: ", configuration("text", "(a=", "auto", 0));
    }

    @Test
    void lossesPassEveryFilter() throws InvalidSyntaxException {
        var filter = FrameworkUtil.createFilter(ConsoleSettings.of(configuration("text", "(exit.code>=1)", "auto", 0)).eventFilter());
        assertTrue(event(SampleEvents.lost(3L)).matches(filter));
        assertTrue(event(SampleEvents.exited(1, null)).matches(filter));
        assertFalse(event(SampleEvents.exited(0, null)).matches(filter));
        assertFalse(event(SampleEvents.forked()).matches(filter));
    }

    private static Event event(MonitorEvent event) {
        return new Event(event.topic(), event.properties());
    }

    private static void assertRefused(String message, ConsoleConfiguration configuration) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> ConsoleSettings.of(configuration));
        assertTrue(String.valueOf(refusal.getMessage()).startsWith(message), refusal.getMessage());
    }

    private static ConsoleConfiguration configuration(String format, String filter, String color, long duration, String... topics) {
        return new Configuration(format, filter, topics, color, duration, "warn");
    }
}
