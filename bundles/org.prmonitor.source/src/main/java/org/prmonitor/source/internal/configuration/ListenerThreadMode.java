package org.prmonitor.source.internal.configuration;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What kind of thread a listener runs on. */
public enum ListenerThreadMode {
    /** Virtual where the JVM has them and {@code synchronized} does not hold on to a carrier (Java 24), otherwise platform. */
    AUTO,
    /** Virtual where the JVM has them (Java 21), otherwise platform. */
    VIRTUAL,
    /** Daemon threads of the operating system, which it shares the processors out to: the remedy for listeners that compute. */
    PLATFORM;

    /**
     * The mode with that label, in any case and with white space around it.
     *
     * @throws IllegalArgumentException that lists the labels there are
     */
    public static ListenerThreadMode ofLabel(String label) {
        for (var mode : values()) {
            if (mode.toString().equalsIgnoreCase(label.strip())) {
                return mode;
            }
        }
        throw new IllegalArgumentException(
                "one of " + Arrays.stream(values()).map(ListenerThreadMode::toString).collect(Collectors.joining(", ")));
    }

    /** The name in configuration: lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
