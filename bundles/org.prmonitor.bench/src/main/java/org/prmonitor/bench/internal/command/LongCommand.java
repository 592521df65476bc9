package org.prmonitor.bench.internal.command;

import static org.prmonitor.bench.internal.report.Numbers.count;
import static org.prmonitor.bench.internal.report.Numbers.decimal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.prmonitor.bench.internal.host.BenchException;
import org.prmonitor.bench.internal.host.FrameworkKind;
import org.prmonitor.bench.internal.host.Heap;
import org.prmonitor.bench.internal.host.Worker;
import org.prmonitor.bench.internal.hour.BooksLine;
import org.prmonitor.bench.internal.hour.Consumers;
import org.prmonitor.bench.internal.report.Goal;
import org.prmonitor.bench.internal.report.MarkdownTable;
import org.prmonitor.bench.internal.soak.Footprint;
import org.prmonitor.bench.internal.soak.SoakResult;
import org.prmonitor.bench.internal.soak.SoakWorkload;
import org.prmonitor.bench.internal.soak.Window;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code prmonitor bench long}. */
@Command(
        name = "long",
        description = "Half an hour of scripted processes at a set rate, with storms of real ones in between, in one JVM beside listeners"
                + " that are slow, throw and do not return: do memory, threads and descriptors stay as they are?",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:every goal is met", " 1:a goal is not met, or something could not be measured", " 2:wrong use"},
        footer = {
            "",
            "A window is a storm through the kernel's eBPF channel (root), which is opened for it and closed after it, then scripted processes,",
            "a start and an exit each, until its end; then everything is waited for and looked at. Flat is: the median of the last third of the",
            "looks is at most 8 MB (resident) and 4 MB (heap after a full collection) above that of the first third; and in the last third there",
            "are never more threads, and never more descriptors, than there were at most in the first third. Memory is judged from ten",
            "minutes on: a shorter run is all warm-up. The JVM has prmonitor's own options."
        })
final class LongCommand implements Callable<Integer> {

    /** What the JVM's own allocator may keep of a burst: arenas, compiled code that is swept late. */
    private static final long FLAT_RESIDENT_BYTES = 8 << 20;

    /** In a shorter run the first third is the JVM's warm-up, which says nothing about what comes after it. */
    private static final double WARM_SECONDS = 600;

    private static final double MEGABYTE = 1 << 20;
    private static final int LAST_THIRD = 2;

    @Option(names = "--minutes", paramLabel = "COUNT", description = "How long. Default: 30.")
    private double minutes = 30;

    @Option(names = "--window", paramLabel = "SECONDS", description = "How long a window is; three at least fit in. Default: 60.")
    private int windowSeconds = 60;

    @Option(names = "--rate", paramLabel = "COUNT", description = "Scripted processes a second. Default: 5000.")
    private int rate = 5_000;

    @Option(names = "--storm", paramLabel = "COUNT", description = "Real processes at the begin of each window, an even number; 0 for none. Default: 2000.")
    private int storm = 2_000;

    @Option(names = "--framework", paramLabel = "NAME", description = "Where: felix or equinox. Default: felix.")
    private FrameworkKind framework = FrameworkKind.FELIX;

    @Mixin
    private @Nullable ReportOptions options;

    @Override
    public Integer call() throws Exception {
        var common = Objects.requireNonNull(options);
        common.requireRange("--window", windowSeconds, 1, 3_600);
        var seconds = (int) Math.round(minutes * 60);
        common.requireRange("--minutes, in seconds", seconds, 3L * windowSeconds, 1_000_000);
        common.requireRange("--rate", rate, 1, 500_000);
        common.requireRange("--storm", storm, 0, 100_000);
        if (!Files.isDirectory(Path.of("/proc/self/task"))) {
            throw new BenchException("long: this is " + System.getProperty("os.name") + "; memory, threads and descriptors are read from Linux's /proc");
        }
        var workload = new SoakWorkload(seconds, windowSeconds, rate, storm / 2 * 2);
        var measured = Worker.run(framework, workload);
        var out = common.out();
        out.println(windows(measured.result()));
        out.println();
        out.println(BooksTable.of(measured.framework(), measured.result().books()));
        return common.finish(workload, List.of(measured), goals(measured.result()));
    }

    static MarkdownTable windows(SoakResult result) {
        var table = new MarkdownTable(
                "until, min", "events", "of these scripted", "real processes", "seen to start", "seen to exit", "RSS, MB", "heap after GC, MB", "threads", "descriptors");
        for (var window : result.windows()) {
            var footprint = window.footprint();
            table.row(
                    decimal(window.seconds() / 60, 1),
                    count(window.events()),
                    count(window.scripted()),
                    count(window.storm()),
                    count(window.started()),
                    count(window.exited()),
                    decimal(footprint.residentBytes() / MEGABYTE, 1),
                    decimal(footprint.heapBytes() / MEGABYTE, 1),
                    count(footprint.threads()),
                    count(footprint.descriptors()));
        }
        return table;
    }

    static List<Goal> goals(SoakResult result) {
        var goals = new ArrayList<Goal>();
        var windows = result.windows();
        if (windows.get(windows.size() - 1).seconds() >= WARM_SECONDS) {
            goals.add(flat("resident memory is flat", result, Footprint::residentBytes, FLAT_RESIDENT_BYTES));
            goals.add(flat("the heap is flat", result, Footprint::heapBytes, Heap.FLAT_BYTES));
        }
        goals.add(noMore("threads are no more", result, Footprint::threads));
        goals.add(noMore("descriptors are no more", result, Footprint::descriptors));
        var incomplete = result.windows().stream().filter(window -> !window.isStormComplete()).count();
        goals.add(new Goal(
                "every real process is seen to start, with its exact arguments, and to exit",
                incomplete == 0,
                incomplete == 0
                        ? count(result.windows().stream().mapToLong(Window::storm).sum()) + " processes"
                        : "not in " + incomplete + " of " + result.windows().size() + " storms"));
        var losses = result.books().stream().filter(line -> line.lost() > 0 && isFast(line)).map(BooksLine::name).toList();
        goals.add(new Goal(
                "nothing is lost in the kernel, on EventAdmin and by the listener that keeps up",
                losses.isEmpty(),
                losses.isEmpty() ? "0" : "lost: " + String.join(", ", losses)));
        goals.add(BooksTable.closed("", result.books(), BooksLine::closes));
        goals.add(new Goal("the listener that does not return is named", result.blockedNamed(), result.blockedNamed() ? "BLOCKED" : "not named"));
        return goals;
    }

    /** The slow ones fall off the journal's tail, which is theirs to bear. */
    private static boolean isFast(BooksLine line) {
        return !line.name().startsWith("bench.") || line.name().equals(Consumers.FAST);
    }

    private static Goal flat(String what, SoakResult result, ToDoubleFunction<Footprint> figure, long allowance) {
        var growth = result.growth(figure);
        return new Goal(
                what,
                growth <= allowance,
                decimal(growth / MEGABYTE, 1) + " MB from the median of the first third to that of the last, " + decimal(allowance / MEGABYTE, 0) + " allowed");
    }

    private static Goal noMore(String what, SoakResult result, ToDoubleFunction<Footprint> figure) {
        var first = result.most(0, figure);
        var last = result.most(LAST_THIRD, figure);
        return new Goal(what, last <= first, "at most " + decimal(first, 0) + " in the first third, " + decimal(last, 0) + " in the last");
    }
}
