package org.prmonitor.bench.internal.command;

import static org.prmonitor.bench.internal.report.Numbers.decimal;
import static org.prmonitor.bench.internal.report.Numbers.median;
import static org.prmonitor.bench.internal.report.Numbers.quantile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.prmonitor.bench.internal.host.FrameworkKind;
import org.prmonitor.bench.internal.host.Measured;
import org.prmonitor.bench.internal.lanes.LanesResult;
import org.prmonitor.bench.internal.lanes.LanesWorkload;
import org.prmonitor.bench.internal.lanes.Throughput;
import org.prmonitor.bench.internal.report.Goal;
import org.prmonitor.bench.internal.report.MarkdownTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code prmonitor bench lanes}. */
@Command(
        name = "lanes",
        description = "How many events a second each lane takes, beside what each EventAdmin takes by itself; and what a slow neighbour"
                + " costs a fast consumer.",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:every goal is met", " 1:a goal is not met, or something could not be measured", " 2:wrong use"},
        footer = {
            "",
            "Goals: the listener lane takes 3 M events/s with one listener; the EventAdmin",
            "lane 90 %% of what its EventAdmin takes from a bare loop that makes and sends",
            "the same events; a fast listener's p99 stays under",
            "5 ms beside a neighbour that takes 1 ms an event. Felix's EventAdmin is measured",
            "as it comes and with Timeout=0, as prmonitor itself runs it. Per second of",
            "processor: events handed over for each second that the threads which do it",
            "(the sending one, the lane's) were on a processor, which other programs leave",
            "alone."
        })
final class LanesCommand implements Callable<Integer> {

    private static final double LISTENER_LANE = 3_000_000;
    private static final double SHARE_OF_CEILING = 0.9;
    private static final double P99_MILLIS = 5;

    @Option(names = "--rounds", paramLabel = "COUNT", description = "How often every way is measured, in turn. Default: 5.")
    private int rounds = 5;

    @Option(names = "--seconds", paramLabel = "COUNT", description = "For how long each time. Default: 2.")
    private int seconds = 2;

    @Mixin
    private @Nullable BenchOptions options;

    @Override
    public Integer call() throws Exception {
        var common = Objects.requireNonNull(options);
        common.requireRange("--rounds", rounds, 1, 1_000);
        common.requireRange("--seconds", seconds, 1, 600);
        var results = new ArrayList<Measured<LanesResult>>();
        for (var framework : common.frameworks()) {
            for (var workload : workloads(framework)) {
                results.add(common.measure(framework, workload));
            }
        }
        var out = common.out();
        out.println(throughputs(results));
        out.println();
        out.println(latencies(results));
        return common.finish(Map.of("rounds", rounds, "seconds", seconds), results, goals(results));
    }

    private List<LanesWorkload> workloads(FrameworkKind framework) {
        return switch (framework) {
            case FELIX -> List.of(
                    new LanesWorkload("Felix, Timeout=0", framework.eventAdminSettings(), rounds, seconds),
                    new LanesWorkload("Felix as it comes", Map.of(), rounds, seconds));
            case EQUINOX -> List.of(new LanesWorkload("Equinox", Map.of(), rounds, seconds));
        };
    }

    static MarkdownTable throughputs(List<Measured<LanesResult>> results) {
        var table = new MarkdownTable("EventAdmin", "way", "events/s, median (spread)", "of the bare loop", "with ready-made properties", "per s of processor");
        for (var measured : results) {
            var result = measured.result();
            for (var throughput : result.throughputs()) {
                var speeds = throughput.perSecond();
                table.row(
                        result.eventAdmin(),
                        throughput.way(),
                        millions(median(speeds)) + " M (" + millions(quantile(speeds, 0)) + "–" + millions(quantile(speeds, 1)) + ")",
                        decimal(throughput.shareOf(result.ceiling()), 2),
                        decimal(throughput.shareOf(result.readyMade()), 2),
                        millions(median(throughput.perProcessorSecond())) + " M");
            }
        }
        return table;
    }

    static MarkdownTable latencies(List<Measured<LanesResult>> results) {
        var table = new MarkdownTable("EventAdmin", "way to the fast consumer", "its neighbour", "ms: median", "p99", "max");
        for (var measured : results) {
            for (var latency : measured.result().latencies()) {
                table.row(
                        measured.result().eventAdmin(),
                        latency.way(),
                        latency.neighbour(),
                        decimal(latency.medianMillis(), 3),
                        decimal(latency.p99Millis(), 3),
                        decimal(latency.maxMillis(), 1));
            }
        }
        return table;
    }

    static List<Goal> goals(List<Measured<LanesResult>> results) {
        var goals = new ArrayList<Goal>();
        for (var measured : results) {
            var result = measured.result();
            var listenerLane = median(result.listenerLane().perSecond());
            goals.add(new Goal(
                    result.eventAdmin() + ": the listener lane takes 3 M events/s with one listener",
                    listenerLane >= LISTENER_LANE,
                    millions(listenerLane) + " M/s"));
            var share = result.eventAdminLane().shareOf(result.ceiling());
            goals.add(new Goal(
                    result.eventAdmin() + ": the EventAdmin lane takes 90 % of what EventAdmin takes from a bare loop",
                    share >= SHARE_OF_CEILING,
                    decimal(100 * share, 0) + " %"));
            for (var latency : result.latencies()) {
                if (latency.way().equals("listener lane")) {
                    goals.add(new Goal(
                            result.eventAdmin() + ": p99 of a fast listener under 5 ms; its neighbour: " + latency.neighbour(),
                            latency.p99Millis() < P99_MILLIS,
                            decimal(latency.p99Millis(), 3) + " ms"));
                }
            }
        }
        return goals;
    }

    private static String millions(double perSecond) {
        return Double.isNaN(perSecond) ? "?" : decimal(perSecond / 1e6, perSecond < 1e6 ? 3 : 2);
    }
}
