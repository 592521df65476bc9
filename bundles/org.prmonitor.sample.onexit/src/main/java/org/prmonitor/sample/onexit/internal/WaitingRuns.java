package org.prmonitor.sample.onexit.internal;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;

/**
 * What waits while the bundle is swapped: a file in the bundle's own data area, which an update keeps. A line a run, its variables with
 * spaces between: they are numbers, so that nothing needs escaping.
 */
final class WaitingRuns {

    private final Path file;

    WaitingRuns(BundleContext context, String rule) {
        // The rule's name may hold anything.
        file = context.getDataFile(URLEncoder.encode(rule, StandardCharsets.UTF_8) + ".waiting").toPath();
    }

    /** Takes what is there: a second call finds nothing. */
    List<ExitedProcess> take() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        var runs = Files.readAllLines(file).stream().map(WaitingRuns::parse).toList();
        Files.delete(file);
        return runs;
    }

    void put(List<ExitedProcess> runs) throws IOException {
        if (!runs.isEmpty()) {
            Files.write(file, runs.stream().map(WaitingRuns::format).toList());
        }
    }

    private static String format(ExitedProcess run) {
        return new TreeMap<>(run.variables()).entrySet().stream().map(Object::toString).collect(Collectors.joining(" "));
    }

    private static ExitedProcess parse(String line) {
        return new ExitedProcess(Arrays.stream(line.split(" "))
                .map(variable -> variable.split("=", 2))
                .filter(variable -> variable.length == 2)
                .collect(Collectors.toMap(variable -> variable[0], variable -> variable[1])));
    }
}
