package org.prmonitor.bench.internal.command;

import static org.prmonitor.bench.internal.report.Numbers.count;
import static org.prmonitor.bench.internal.report.Numbers.decimal;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.prmonitor.bench.internal.host.BenchException;
import org.prmonitor.bench.internal.host.Heap;
import org.prmonitor.bench.internal.host.Worker;
import org.prmonitor.bench.internal.report.Goal;
import org.prmonitor.bench.internal.report.MarkdownTable;
import org.prmonitor.bench.internal.ui.UiBooks;
import org.prmonitor.bench.internal.ui.UiResult;
import org.prmonitor.bench.internal.ui.UiWorkload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code prmonitor bench ui}. */
@Command(
        name = "ui",
        description = "Opens prmonitor ui and types into its filter box while storms of real processes run: does its thread stay awake, is a"
                + " letter seen at once, is anything lost, is the heap flat?",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:every goal is met", " 1:a goal is not met, or something could not be measured", " 2:wrong use"},
        footer = {
            "",
            "Needs the eBPF channel and a display with a window manager; on a server:",
            "xvfb-run -a sh -c 'openbox & exec prmonitor bench ui'",
            "Fewer events than the journal holds say nothing about the heap: it is not judged.",
            "Real key events are sent: keep your hands off the keyboard meanwhile."
        })
final class UiCommand implements Callable<Integer> {

    /** What the journal keeps by default: until it is full the heap grows, and says nothing. */
    private static final long FULL_EVENTS = 65_536;

    private static final double MEGABYTE = 1 << 20;

    @Option(names = "--storms", paramLabel = "COUNT", description = "How many storms, one after the other. Default: 10.")
    private int storms = 10;

    @Option(names = "--processes", paramLabel = "COUNT", description = "How many processes a storm has. Default: 20000.")
    private int processes = 20_000;

    @Option(
            names = "--goal",
            paramLabel = "MILLIS",
            description = "The stall of the user interface's thread, and the time from a key to its letter, that is long enough to be a"
                    + " failure. Default: 100.")
    private int goalMillis = 100;

    @Mixin
    private @Nullable ReportOptions options;

    @Override
    public Integer call() throws Exception {
        var common = Objects.requireNonNull(options);
        common.requireRange("--storms", storms, 1, 1_000);
        common.requireRange("--processes", processes, 100, 1_000_000);
        common.requireRange("--goal", goalMillis, 1, 60_000);
        if (System.getenv("DISPLAY") == null) {
            throw new BenchException("ui: no display: DISPLAY is not set; on a server: xvfb-run -a sh -c 'openbox & exec prmonitor bench ui'");
        }
        var workload = new UiWorkload(storms, processes);
        var measured = Worker.runInUserInterface(workload);
        var out = common.out();
        out.println(storms(measured.result()));
        out.println();
        out.println(books(measured.result()));
        return common.finish(workload, List.of(measured), goals(measured.result(), goalMillis));
    }

    static MarkdownTable storms(UiResult result) {
        var table = new MarkdownTable(
                "storm", "processes", "s", "events", "longest stall, ms", "p99, ms", "keys", "slowest key, ms", "median, ms", "heap after GC, MB");
        var number = 0;
        for (var storm : result.storms()) {
            number++;
            table.row(
                    count(number),
                    count(storm.processes()),
                    decimal(storm.seconds(), 1),
                    count(storm.events()),
                    decimal(storm.longestStallMillis(), 1),
                    decimal(storm.p99StallMillis(), 1),
                    count(storm.keys()),
                    decimal(storm.slowestKeyMillis(), 1),
                    decimal(storm.medianKeyMillis(), 1),
                    decimal(storm.heapBytes() / MEGABYTE, 1));
        }
        return table;
    }

    static MarkdownTable books(UiResult result) {
        var table = new MarkdownTable("hop or listener", "seen", "delivered", "filtered", "lost");
        for (var line : result.books()) {
            table.row(line.name(), count(line.seen()), count(line.delivered()), count(line.filtered()), count(line.lost()));
        }
        return table;
    }

    static List<Goal> goals(UiResult result, int goalMillis) {
        var stall = result.longestStallMillis();
        var key = result.slowestKeyMillis();
        var open = result.books().stream().filter(line -> !line.isComplete()).map(UiBooks::name).toList();
        var missing = result.storms().stream().filter(storm -> storm.events() < 2L * storm.processes()).count();
        var growth = result.lateBytes() - result.earlyBytes();
        var goals = new ArrayList<>(List.of(
                new Goal(
                        "the user interface's thread is never away for " + goalMillis + " ms",
                        stall < goalMillis,
                        decimal(stall, 1) + " ms"),
                new Goal("a letter is painted within " + goalMillis + " ms of its key", key < goalMillis, decimal(key, 1) + " ms"),
                new Goal(
                        "nothing is lost: seen = delivered + filtered for every hop and listener",
                        open.isEmpty(),
                        open.isEmpty() ? result.books().size() + " books" : "not for " + String.join(", ", open)),
                new Goal("the start and the exit of every process of a storm arrive", missing == 0, count(missing) + " storms lack some")));
        if (result.eventsBeforeEarly() >= FULL_EVENTS) {
            goals.add(new Goal(
                    "the heap is flat",
                    growth <= Heap.FLAT_BYTES,
                    decimal(growth / MEGABYTE, 1) + " MB from the second quarter of the storms to the last"));
        }
        return goals;
    }
}
