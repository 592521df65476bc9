package org.prmonitor.consumer.console.internal;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.event.EventConstants;
import org.prmonitor.api.event.EventTopics;

/**
 * A {@link ConsoleConfiguration} that was found to make sense.
 *
 * @param format how events are printed
 * @param eventFilter the {@code event.filter} for EventAdmin; empty for none. It lets losses through whatever the user asked for
 * @param topics the {@code event.topics} for EventAdmin, losses included
 * @param color whether text is coloured
 * @param duration how long to go on; zero for until stopped
 */
record ConsoleSettings(Format format, String eventFilter, List<String> topics, ColorMode color, Duration duration) {

    /** How events are printed. */
    enum Format {
        TEXT,
        JSON,
        NONE
    }

    /** When text is coloured. */
    enum ColorMode {
        AUTO,
        ALWAYS,
        NEVER
    }

    /** What the defaults of {@link ConsoleConfiguration} say. */
    static final ConsoleSettings DEFAULT =
            new ConsoleSettings(Format.TEXT, "", List.of(EventTopics.ALL), ColorMode.AUTO, Duration.ZERO);

    /**
     * Checks a configuration.
     *
     * @throws IllegalArgumentException that names the property, its value, and what is wrong with it
     */
    static ConsoleSettings of(ConsoleConfiguration configuration) {
        var duration = value("durationMillis", configuration::durationMillis);
        if (duration < 0) {
            throw new IllegalArgumentException("durationMillis=" + duration + " is negative");
        }
        return new ConsoleSettings(
                constant("format", configuration.format(), Format.values()),
                eventFilter(configuration.filter()),
                topics(configuration.topics()),
                constant("color", configuration.color(), ColorMode.values()),
                Duration.ofMillis(duration));
    }

    static <E extends Enum<E>> E constant(String key, String value, E[] constants) {
        for (var constant : constants) {
            if (constant.name().equalsIgnoreCase(value.strip())) {
                return constant;
            }
        }
        var known = String.join(", ", Arrays.stream(constants).map(constant -> constant.name().toLowerCase(Locale.ROOT)).toList());
        throw new IllegalArgumentException(key + "=" + value + " is not one of " + known);
    }

    private static String eventFilter(String filter) {
        if (filter.isBlank()) {
            return "";
        }
        try {
            FrameworkUtil.createFilter(filter);
        } catch (InvalidSyntaxException invalid) {
            throw new IllegalArgumentException("filter=" + filter + " is no LDAP filter: " + invalid.getMessage(), invalid);
        }
        return "(|(" + EventConstants.EVENT_TOPIC + "=" + EventTopics.EVENTS_LOST + ")" + filter.strip() + ")";
    }

    private static List<String> topics(String[] configured) {
        var topics = new LinkedHashSet<String>();
        for (var topic : configured) {
            if (!topic.isBlank()) {
                topics.add(topic.strip());
            }
        }
        if (topics.isEmpty()) {
            topics.add(EventTopics.ALL);
        }
        if (!topics.contains(EventTopics.ALL)) {
            topics.add(EventTopics.EVENTS_LOST);
        }
        return List.copyOf(topics);
    }

    /** Declarative Services converts at the call, and says only then that a text is no number. */
    private static <T> T value(String key, Supplier<T> property) {
        try {
            return property.get();
        } catch (RuntimeException unconvertible) {
            throw new IllegalArgumentException(key + ": " + unconvertible.getMessage(), unconvertible);
        }
    }
}
