package org.prmonitor.bench.internal.storm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What of a storm appears in what tools have printed.
 *
 * @param processes how many there were
 * @param arguments of how many the exact arguments are there
 * @param exits of how many the exit is there with its code
 */
record Sightings(int processes, int arguments, int exits) {

    /**
     * The arguments of one of the storm's processes, as plain text or as JSON has them: its name (execsnoop prints the image there), the storm
     * and number, and the code to exit with.
     */
    private static final Pattern ARGUMENTS = Pattern.compile("storm(?:-child)?[\" ,]+([a-z0-9]+-[0-9]+)[\" ,]+([01])(?![0-9])");

    private static final String CHILD = "storm-child ";

    /** Reads the output of a tool: all its files together. */
    static Sightings of(Storm storm, List<Path> outputs, Tool tool) throws IOException {
        var arguments = new BitSet();
        var exits = new HashMap<Storm.Exit, Integer>();
        for (var output : outputs) {
            try (var lines = Files.lines(output, StandardCharsets.ISO_8859_1)) {
                lines.forEach(line -> {
                    seeArguments(storm.processes(), tool.commandLine().apply(line), arguments);
                    seeExit(storm.exits().keySet(), line, tool.exitPattern(), exits);
                });
            }
        }
        var seen = 0;
        for (var exit : storm.exits().entrySet()) {
            // A tool that reports one exit twice has not seen another one's.
            seen += Math.min(exits.getOrDefault(exit.getKey(), 0), exit.getValue().size());
        }
        return new Sightings(storm.processes().size(), arguments.cardinality(), seen);
    }

    private static void seeArguments(Map<String, Integer> processes, String commandLine, BitSet seen) {
        var matcher = ARGUMENTS.matcher(commandLine);
        while (matcher.find()) {
            var number = processes.get(CHILD + matcher.group(1) + ' ' + matcher.group(2));
            if (number != null) {
                seen.set(number);
            }
        }
    }

    private static void seeExit(Set<Storm.Exit> expected, String line, @Nullable ExitPattern pattern, Map<Storm.Exit, Integer> seen) {
        var exit = pattern == null ? null : pattern.find(line);
        if (exit != null && expected.contains(exit)) {
            seen.merge(exit, 1, Integer::sum);
        }
    }
}
