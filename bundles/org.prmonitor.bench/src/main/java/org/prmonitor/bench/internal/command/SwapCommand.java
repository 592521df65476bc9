package org.prmonitor.bench.internal.command;

import static org.prmonitor.bench.internal.report.Numbers.count;
import static org.prmonitor.bench.internal.report.Numbers.decimal;
import static org.prmonitor.bench.internal.report.Numbers.median;
import static org.prmonitor.bench.internal.report.Numbers.percent;
import static org.prmonitor.bench.internal.report.Numbers.quantile;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.prmonitor.bench.internal.host.Measured;
import org.prmonitor.bench.internal.report.Goal;
import org.prmonitor.bench.internal.report.MarkdownTable;
import org.prmonitor.bench.internal.swap.Books;
import org.prmonitor.bench.internal.swap.SwapResult;
import org.prmonitor.bench.internal.swap.SwapTrial;
import org.prmonitor.bench.internal.swap.SwapWorkload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code prmonitor bench swap}. */
@Command(
        name = "swap",
        description = "Swaps one consumer again and again while events flow, beside three that stay: who lost what, on the listener lane and"
                + " on bare EventAdmin.",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:nobody on the listener lane lost an event, got one twice or too late",
            " 1:somebody did, or a part could not be run",
            " 2:wrong use"
        },
        footer = {
            "",
            "Swaps are Bundle.update and uninstall + install in turn, at random moments.",
            "A swap lasts until the new instance has its first event. The storm needs the",
            "eBPF channel (root); without it that part is said to be not run: exit code 1."
        })
final class SwapCommand implements Callable<Integer> {

    private static final int MAX_SWAPS = 1_000_000;

    @Option(names = "--swaps", paramLabel = "COUNT", description = "How many, on each way. Default: 1000.")
    private int swaps = 1_000;

    @Option(names = "--rate", paramLabel = "COUNT", description = "Events a second. Default: 20000.")
    private long rate = 20_000;

    @Option(names = "--storm-swaps", paramLabel = "COUNT", description = "How many under a storm of real processes; 0 for none. Default: 200.")
    private int stormSwaps = 200;

    @Option(names = "--seed", paramLabel = "NUMBER", description = "Of the moments at which it is swapped. Default: 4.")
    private long seed = 4;

    @Mixin
    private @Nullable BenchOptions options;

    @Override
    public Integer call() throws Exception {
        var common = Objects.requireNonNull(options);
        common.requireRange("--swaps", swaps, 1, MAX_SWAPS);
        common.requireRange("--rate", rate, 1, 1_000_000);
        common.requireRange("--storm-swaps", stormSwaps, 0, MAX_SWAPS);
        var workload = new SwapWorkload(swaps, rate, stormSwaps, seed);
        var results = common.measure(workload);
        common.out().println(table(results));
        return common.finish(workload, results, goals(results));
    }

    static MarkdownTable table(List<Measured<SwapResult>> results) {
        var table = new MarkdownTable(
                "framework", "way", "swaps", "events", "lost", "lost a swap", "twice", "out of order", "neighbours: lost / twice / out of order",
                "swap, ms: median / p99");
        for (var result : results) {
            for (var trial : result.result().trials()) {
                if (trial.wasRun()) {
                    var neighbours = Books.sum(trial.neighbours());
                    table.row(
                            result.framework(),
                            trial.lane(),
                            count(trial.swaps()) + (trial.remark().isEmpty() ? "" : " (" + trial.remark() + ")"),
                            count(trial.events()),
                            lost(trial),
                            count(Math.round((double) trial.swapped().lost() / trial.swaps())),
                            count(trial.swapped().twice()),
                            count(trial.swapped().outOfOrder()),
                            count(neighbours.lost()) + " / " + count(neighbours.twice()) + " / " + count(neighbours.outOfOrder()),
                            decimal(median(trial.swapMillis()), 1) + " / " + decimal(quantile(trial.swapMillis(), 0.99), 1));
                } else {
                    table.row(result.framework(), trial.lane(), "not run: " + trial.remark(), "", "", "", "", "", "", "");
                }
            }
        }
        return table;
    }

    static List<Goal> goals(List<Measured<SwapResult>> results) {
        var goals = new ArrayList<Goal>();
        for (var result : results) {
            for (var trial : result.result().trials()) {
                if (trial.promised()) {
                    goals.add(new Goal(
                            result.framework() + ", " + trial.lane() + ": 0 lost, 0 twice, 0 out of order for the swapped one and its neighbours",
                            trial.isClean(),
                            trial.wasRun() ? count(trial.swaps()) + " swaps, " + count(trial.events()) + " events" : "not run"));
                }
            }
        }
        return goals;
    }

    private static String lost(SwapTrial trial) {
        var lost = trial.swapped().lost();
        return lost == 0 ? "0" : count(lost) + " (" + percent(lost, trial.events()) + ")";
    }
}
