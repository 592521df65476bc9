package org.prmonitor.bench.internal.storm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A storm that is over, as the spawner tells it.
 *
 * @param processes the number of each process by its arguments, joined with spaces
 * @param exits the numbers of the processes by process id and exit code; an id may have come back
 * @param seconds how long it took
 */
record Storm(Map<String, Integer> processes, Map<Exit, List<Integer>> exits, double seconds) {

    /** How a process ended. */
    record Exit(long processId, int code) {}

    private static final int CODE_BITS = 8;

    /**
     * Reads what the spawner said.
     *
     * @param lines process id, raw wait status and arguments of one process each, separated by tabs
     */
    static Storm of(List<String> lines, double seconds) {
        var processes = new HashMap<String, Integer>();
        var exits = new HashMap<Exit, List<Integer>>();
        for (var line : lines) {
            var fields = line.split("\t");
            var number = processes.size();
            processes.put(fields[2], number);
            var exit = new Exit(Long.parseLong(fields[0]), Integer.parseInt(fields[1]) >> CODE_BITS);
            exits.computeIfAbsent(exit, key -> new ArrayList<>()).add(number);
        }
        return new Storm(processes, exits, seconds);
    }
}
