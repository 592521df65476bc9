package org.prmonitor.bench.internal.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.prmonitor.bench.internal.host.Measured;
import org.prmonitor.bench.internal.report.Goal;
import org.prmonitor.bench.internal.report.JsonReport;
import org.prmonitor.bench.internal.report.Machine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What every measurement has: where its report goes. */
class ReportOptions {

    @Mixin
    private @Nullable HelpOption help;

    @Spec(Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(names = "--json", paramLabel = "FILE", description = "Write all figures there too, with machine, versions and seeds.")
    private @Nullable Path json;

    /** Taken before the first measurement, whose load is not the machine's. */
    private final Machine machine = Machine.current();

    /** Where tables go. */
    PrintWriter out() {
        return spec().commandLine().getOut();
    }

    /**
     * Prints the goals, and writes the file where one was asked for.
     *
     * @param settings what was measured, for the file
     * @return the exit code
     */
    int finish(Object settings, List<? extends Measured<?>> results, List<Goal> goals) throws IOException {
        var versions = results.stream().map(result -> result.framework() + ": " + result.versions()).toList();
        return finish(settings, versions, results, goals);
    }

    /**
     * The same for results that are not those of workloads.
     *
     * @param versions of what was measured, a line each
     * @param results for the file: what {@link JsonReport} takes
     */
    int finish(Object settings, List<String> versions, Object results, List<Goal> goals) throws IOException {
        var out = out();
        out.println();
        goals.forEach(goal -> out.println("- " + goal));
        out.println();
        out.println(machine);
        versions.forEach(out::println);
        out.flush();
        if (json != null) {
            var report = new LinkedHashMap<String, Object>();
            report.put("command", spec().qualifiedName());
            report.put("machine", machine);
            report.put("settings", settings);
            report.put("results", results);
            report.put("goals", goals);
            JsonReport.write(json, report);
        }
        return goals.stream().allMatch(Goal::met) ? 0 : 1;
    }

    /** Refuses a number that makes no sense. */
    void requireRange(String option, long value, long minimum, long maximum) {
        if (value < minimum || value > maximum) {
            throw new ParameterException(
                    spec().commandLine(), option + ": a number from " + minimum + " to " + maximum + ", not " + value);
        }
    }

    private CommandSpec spec() {
        return Objects.requireNonNull(command, "not started by picocli");
    }
}
