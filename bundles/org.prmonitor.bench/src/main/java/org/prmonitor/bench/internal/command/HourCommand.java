package org.prmonitor.bench.internal.command;

import static org.prmonitor.bench.internal.report.Numbers.count;
import static org.prmonitor.bench.internal.report.Numbers.decimal;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.prmonitor.bench.internal.host.Heap;
import org.prmonitor.bench.internal.host.Measured;
import org.prmonitor.bench.internal.hour.HourResult;
import org.prmonitor.bench.internal.hour.HourWorkload;
import org.prmonitor.bench.internal.report.Goal;
import org.prmonitor.bench.internal.report.MarkdownTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code prmonitor bench hour}. */
@Command(
        name = "hour",
        description = "Pushes through as many events as an hour of 20,000/s, as fast as it goes, beside listeners that are slow, throw and do"
                + " not return: is the heap flat, do all books close?",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:every goal is met", " 1:a goal is not met, or something could not be measured", " 2:wrong use"},
        footer = {
            "",
            "The heap is sampled 36 times, after a garbage collection. At the end everybody",
            "is let go; the books must be those that each consumer kept of its own."
        })
final class HourCommand implements Callable<Integer> {

    private static final double MEGABYTE = 1 << 20;

    @Option(names = "--events", paramLabel = "COUNT", description = "How many. Default: 72000000.")
    private long events = 72_000_000;

    @Mixin
    private @Nullable BenchOptions options;

    @Override
    public Integer call() throws Exception {
        var common = Objects.requireNonNull(options);
        common.requireRange("--events", events, 100_000, 1_000_000_000_000L);
        var workload = new HourWorkload(events);
        var results = common.measure(workload);
        var out = common.out();
        out.println(heap(results));
        out.println();
        out.println(books(results));
        return common.finish(workload, results, goals(results));
    }

    static MarkdownTable heap(List<Measured<HourResult>> results) {
        var table = new MarkdownTable("framework", "events", "s", "events/s", "heap after GC, MB: first third", "last third");
        for (var measured : results) {
            var result = measured.result();
            table.row(
                    measured.framework(),
                    count(result.events()),
                    decimal(result.seconds(), 1),
                    count(Math.round(result.events() / result.seconds())),
                    decimal(result.firstBytes() / MEGABYTE, 1),
                    decimal(result.lastBytes() / MEGABYTE, 1));
        }
        return table;
    }

    static MarkdownTable books(List<Measured<HourResult>> results) {
        var table = BooksTable.empty();
        for (var measured : results) {
            BooksTable.add(table, measured.framework(), measured.result().books());
        }
        return table;
    }

    static List<Goal> goals(List<Measured<HourResult>> results) {
        var goals = new ArrayList<Goal>();
        for (var measured : results) {
            var result = measured.result();
            var growth = result.lastBytes() - result.firstBytes();
            goals.add(new Goal(
                    measured.framework() + ": the heap is flat",
                    growth <= Heap.FLAT_BYTES,
                    decimal(growth / MEGABYTE, 1) + " MB from the first third of the events to the last"));
            goals.add(BooksTable.closed(measured.framework() + ": ", result.books(), line -> line.closes(result.events())));
            goals.add(new Goal(
                    measured.framework() + ": the listener that does not return is named",
                    result.blockedNamed(),
                    result.blockedNamed() ? "BLOCKED" : "not named"));
        }
        return goals;
    }
}
