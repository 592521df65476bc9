package org.prmonitor.bench.internal.command;

import static org.prmonitor.bench.internal.report.Numbers.count;
import static org.prmonitor.bench.internal.report.Numbers.decimal;
import static org.prmonitor.bench.internal.report.Numbers.quantile;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.prmonitor.bench.internal.growth.GrowthCurve;
import org.prmonitor.bench.internal.growth.GrowthPoint;
import org.prmonitor.bench.internal.growth.GrowthResult;
import org.prmonitor.bench.internal.growth.GrowthSeries;
import org.prmonitor.bench.internal.growth.GrowthWorkload;
import org.prmonitor.bench.internal.host.Measured;
import org.prmonitor.bench.internal.report.Goal;
import org.prmonitor.bench.internal.report.MarkdownTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code prmonitor bench growth}. */
@Command(
        name = "growth",
        description = "What an event costs against the number of listeners, EventHandlers, filters, events in the journal, processes and"
                + " bytes: is it flat, in proportion, or worse?",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:every goal is met", " 1:a goal is not met, or something could not be measured", " 2:wrong use"},
        footer = {
            "",
            "Goals: from the size in the middle to the largest the cost of an event grows as",
            "is said above each table: with at most the power 0.3 of the size where it is to",
            "be flat, which is twice for ten times as many, and 1.3 where it is to be linear.",
            "Cost is the time that the whole JVM was on a processor, collector included."
        })
final class GrowthCommand implements Callable<Integer> {

    private static final double MEGABYTE = 1 << 20;

    @Option(names = "--rounds", paramLabel = "COUNT", description = "How often every size is measured, in turn. Default: 3.")
    private int rounds = 3;

    @Option(names = "--millis", paramLabel = "COUNT", description = "For how long each time. Default: 300.")
    private int millis = 300;

    @Option(
            names = "--series",
            paramLabel = "NAME",
            split = ",",
            description = "What is to become more: ${COMPLETION-CANDIDATES}; separated by commas. Default: all.")
    private List<GrowthSeries> series = List.of(GrowthSeries.values());

    @Mixin
    private @Nullable BenchOptions options;

    @Override
    public Integer call() throws Exception {
        var common = Objects.requireNonNull(options);
        common.requireRange("--rounds", rounds, 1, 1_000);
        common.requireRange("--millis", millis, 1, 60_000);
        var chosen = List.copyOf(EnumSet.copyOf(series));
        var results = new ArrayList<Measured<GrowthResult>>();
        for (var framework : common.frameworks()) {
            results.add(common.measure(framework, new GrowthWorkload(framework.eventAdminSettings(), chosen, rounds, millis)));
        }
        for (var one : chosen) {
            common.out().println("Against the number of " + one.label() + "; to be " + one.expected().label() + ":");
            common.out().println();
            common.out().println(table(one, results));
            common.out().println();
        }
        return common.finish(Map.of("series", chosen, "rounds", rounds, "millis", millis), results, goals(results));
    }

    static MarkdownTable table(GrowthSeries series, List<Measured<GrowthResult>> results) {
        var table = new MarkdownTable(
                "framework", "how many", "events/s, median (spread)", "processor ns/event", "of the smallest", "heap after GC, MB", "bytes each");
        for (var measured : results) {
            for (var curve : measured.result().curves()) {
                if (curve.series() == series) {
                    curve.points().forEach(point -> row(table, measured.framework(), curve, point));
                }
            }
        }
        return table;
    }

    private static void row(MarkdownTable table, String framework, GrowthCurve curve, GrowthPoint point) {
        table.row(
                framework,
                count(point.size()),
                count(Math.round(point.medianPerSecond())) + " (" + count(Math.round(quantile(point.perSecond(), 0))) + "–"
                        + count(Math.round(quantile(point.perSecond(), 1))) + ")",
                count(Math.round(point.medianNanos())),
                decimal(curve.ratio(point), 2),
                decimal(point.medianHeapBytes() / MEGABYTE, 1),
                point == curve.largest() ? count(Math.round(curve.heapBytesEach())) : "");
    }

    static List<Goal> goals(List<Measured<GrowthResult>> results) {
        var goals = new ArrayList<Goal>();
        for (var measured : results) {
            for (var curve : measured.result().curves()) {
                var expected = curve.series().expected();
                var order = curve.order();
                goals.add(new Goal(
                        measured.framework() + ": " + curve.series().label() + ": an event's cost grows no worse than " + expected.label(),
                        // What could not be measured is no number, and is not met.
                        order <= expected.order(),
                        "with the power " + decimal(order, 2) + " from " + count(curve.middle().size()) + " to "
                                + count(curve.largest().size())));
            }
        }
        return goals;
    }
}
