package org.prmonitor.sample.budget.internal;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A {@link BudgetConfiguration} that was found to make sense.
 *
 * @param processesPerMinute how many processes a user may start within any 60 seconds
 * @param exempt whom this does not concern, by user id or security identifier
 */
record BudgetSettings(int processesPerMinute, Set<String> exempt) {

    static final int PROCESSES_PER_MINUTE = 300;
    static final BudgetSettings DEFAULTS = new BudgetSettings(PROCESSES_PER_MINUTE, Set.of());

    /** As many starts are remembered for each user. */
    private static final int MAX_PER_MINUTE = 100_000;

    BudgetSettings {
        if (processesPerMinute < 1 || processesPerMinute > MAX_PER_MINUTE) {
            throw new IllegalArgumentException("processesPerMinute=" + processesPerMinute + " is not from 1 to " + MAX_PER_MINUTE);
        }
        exempt = Set.copyOf(exempt);
    }

    /**
     * Checks a configuration.
     *
     * @throws RuntimeException that says what is wrong with it; Declarative Services throws one of its own at a text that is no number
     */
    static BudgetSettings of(BudgetConfiguration configuration) {
        var exempt = Arrays.stream(configuration.exempt())
                .flatMap(element -> Arrays.stream(element.split(",")))
                .map(String::strip)
                .filter(user -> !user.isEmpty())
                .collect(Collectors.toSet());
        return new BudgetSettings(configuration.processesPerMinute(), exempt);
    }
}
