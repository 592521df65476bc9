package org.prmonitor.sample.onexit.internal;

import java.time.Duration;
import java.util.List;

/**
 * An {@link OnExitConfiguration} that was found to make sense.
 *
 * @param rule its name
 * @param command the program and its arguments
 * @param timeout after which it is killed
 * @param waiting how many runs may wait
 */
record OnExitSettings(String rule, List<String> command, Duration timeout, int waiting) {

    OnExitSettings {
        if (rule.isBlank()) {
            throw new IllegalArgumentException("prmonitor.listener.id is empty");
        }
        command = List.copyOf(command);
        if (command.isEmpty() || command.get(0).isBlank()) {
            throw new IllegalArgumentException("command is empty");
        }
        if (timeout.toMillis() < 1) {
            throw new IllegalArgumentException("timeoutMillis=" + timeout.toMillis() + " is less than 1");
        }
        if (waiting < 1) {
            throw new IllegalArgumentException("waiting=" + waiting + " is less than 1");
        }
    }

    /**
     * Checks a configuration.
     *
     * @throws RuntimeException that says what is wrong with it; Declarative Services throws one of its own at a text that is no number
     */
    static OnExitSettings of(OnExitConfiguration configuration) {
        var rule = configuration.prmonitor_listener_id();
        return new OnExitSettings(
                rule == null ? "" : rule,
                List.of(configuration.command()),
                Duration.ofMillis(configuration.timeoutMillis()),
                configuration.waiting());
    }
}
