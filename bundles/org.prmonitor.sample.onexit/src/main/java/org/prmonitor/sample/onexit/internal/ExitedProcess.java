package org.prmonitor.sample.onexit.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.ProcessExited;

/**
 * What a command is told of the process that exited, as environment variables. Numbers alone, because a process chooses its own name
 * and command line: what it chose must not reach a program that may take it for something else, such as a shell.
 *
 * @param variables by name
 */
record ExitedProcess(Map<String, String> variables) {

    static final String PROCESS_ID = "PRMONITOR_PROCESS_ID";
    /** Boot, process id and start, with dashes: unlike the id, it does not come back. */
    static final String PROCESS_KEY = "PRMONITOR_PROCESS_KEY";
    static final String USER_ID = "PRMONITOR_USER_ID";
    static final String EXIT_CODE = "PRMONITOR_EXIT_CODE";
    static final String EXIT_SIGNAL = "PRMONITOR_EXIT_SIGNAL";

    ExitedProcess {
        variables = Map.copyOf(variables);
    }

    static ExitedProcess of(ProcessExited event) {
        var variables = new LinkedHashMap<String, String>();
        put(variables, PROCESS_ID, event.processId());
        put(variables, PROCESS_KEY, event.processKey());
        put(variables, USER_ID, event.subject().userId());
        put(variables, EXIT_CODE, event.exitCode());
        put(variables, EXIT_SIGNAL, event.exitSignal());
        return new ExitedProcess(variables);
    }

    private static void put(Map<String, String> variables, String name, @Nullable Object value) {
        if (value != null) {
            variables.put(name, value.toString());
        }
    }

    String processId() {
        return variables.getOrDefault(PROCESS_ID, "?");
    }
}
