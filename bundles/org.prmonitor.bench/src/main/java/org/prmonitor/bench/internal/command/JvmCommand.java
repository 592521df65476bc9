package org.prmonitor.bench.internal.command;

import static org.prmonitor.bench.internal.report.Numbers.decimal;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.prmonitor.bench.internal.jvm.JvmResult;
import org.prmonitor.bench.internal.jvm.JvmRun;
import org.prmonitor.bench.internal.jvm.JvmSettings;
import org.prmonitor.bench.internal.jvm.JvmStep;
import org.prmonitor.bench.internal.report.Goal;
import org.prmonitor.bench.internal.report.MarkdownTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code prmonitor bench jvm}. */
@Command(
        name = "jvm",
        description = "What each step of an event costs by itself, in nanoseconds and in bytes of the heap, from the kernel's record to a"
                + " listener, an EventHandler and a line of JSON: JMH.",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:every goal is met", " 1:a goal is not met, or something could not be measured", " 2:wrong use"},
        footer = {
            "",
            "Every step has a JVM of its own in every round, with five iterations to warm up",
            "and five that count. Goal: the whole way of an event on the listener lane",
            "allocates 300 bytes at most, starts and exits in turn, in a container with an",
            "EventAdmin whose handlers ask for none of them."
        })
final class JvmCommand implements Callable<Integer> {

    private static final double WHOLE_WAY_BYTES = 300;

    @Option(names = "--rounds", paramLabel = "COUNT", description = "How often every step is measured, in turn. Default: 3.")
    private int rounds = 3;

    @Option(names = "--millis", paramLabel = "COUNT", description = "How long an iteration is. Default: 200.")
    private int millis = 200;

    @Option(
            names = "--steps",
            paramLabel = "NAME",
            split = ",",
            description = "Which steps: ${COMPLETION-CANDIDATES}; separated by commas. Default: all.")
    private List<JvmStep> steps = List.of(JvmStep.values());

    @Mixin
    private @Nullable ReportOptions options;

    @Override
    public Integer call() throws Exception {
        var common = Objects.requireNonNull(options);
        common.requireRange("--rounds", rounds, 1, 1_000);
        common.requireRange("--millis", millis, 1, 60_000);
        var settings = new JvmSettings(List.copyOf(EnumSet.copyOf(steps)), rounds, millis);
        var measured = JvmRun.measure(settings);
        common.out().println(table(measured.result()));
        return common.finish(settings, List.of(measured), goals(measured.result()));
    }

    static MarkdownTable table(JvmResult result) {
        var table = new MarkdownTable("step", "ns/event", "error, 99.9 %", "bytes/event");
        for (var figure : result.figures()) {
            table.row(
                    figure.step().label(),
                    decimal(figure.meanNanos(), 1),
                    "± " + decimal(figure.errorNanos(), 1),
                    decimal(figure.medianBytes(), 1));
        }
        return table;
    }

    static List<Goal> goals(JvmResult result) {
        return result.figure(JvmStep.WHOLE_WAY).map(figure -> List.of(goal(figure.medianBytes()))).orElse(List.of());
    }

    private static Goal goal(double wholeWayBytes) {
        // What could not be measured is no number, and is not met.
        return new Goal(
                "an event on the listener lane allocates 300 bytes at most, the whole way from the record to the listener",
                wholeWayBytes <= WHOLE_WAY_BYTES,
                decimal(wholeWayBytes, 1) + " bytes");
    }
}
