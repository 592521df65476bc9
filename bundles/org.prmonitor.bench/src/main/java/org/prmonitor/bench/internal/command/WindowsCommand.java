package org.prmonitor.bench.internal.command;

import static org.prmonitor.bench.internal.report.Numbers.count;
import static org.prmonitor.bench.internal.report.Numbers.decimal;
import static org.prmonitor.bench.internal.report.Numbers.median;
import static org.prmonitor.bench.internal.report.Numbers.quantile;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.prmonitor.bench.internal.host.FrameworkKind;
import org.prmonitor.bench.internal.host.Worker;
import org.prmonitor.bench.internal.report.Goal;
import org.prmonitor.bench.internal.report.MarkdownTable;
import org.prmonitor.bench.internal.windows.DriverFeeding;
import org.prmonitor.bench.internal.windows.WindowsResult;
import org.prmonitor.bench.internal.windows.WindowsSettings;
import org.prmonitor.bench.internal.windows.WindowsWorkload;
import org.prmonitor.bench.internal.windows.WineSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code prmonitor bench windows}. */
@Command(
        name = "windows",
        description = "Reads PRMonitor.sys in Wine's kernel with our channel and with a client in C: how many events a second come through, how"
                + " long does one take, and what of it is Java's?",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:every goal is met", " 1:a goal is not met, or something could not be measured", " 2:wrong use"},
        footer = {
            "",
            "Needs Wine, mingw-w64 and gcc: Debian: apt-get install wine wine64 gcc-mingw-w64-x86-64 gcc make. The driver's test image raises loads of",
            "drivers by itself. Our channel runs on this JVM, and its calls are carried to Wine by the bridge of the driver's tests; the client in C",
            "runs in Wine, and once more over the same bridge, which is what our channel is compared with. Wine is not Windows: a call into its",
            "kernel goes through two other processes, so the ratio of Java to C says something, and the figures themselves do not."
        })
final class WindowsCommand implements Callable<Integer> {

    private static final int MOST_EVENTS = 10_000_000;

    @Option(names = "--rounds", paramLabel = "COUNT", description = "How often every way is measured, in turn. Default: 5.")
    private int rounds = 5;

    @Option(names = "--events", paramLabel = "COUNT", description = "How many at full rate. Default: 1000000.")
    private int events = 1_000_000;

    @Option(names = "--rate", paramLabel = "COUNT", description = "Events a second while latencies are noted. Default: 10000.")
    private int rate = 10_000;

    @Option(names = "--seconds", paramLabel = "COUNT", description = "For how long then. Default: 3.")
    private int seconds = 3;

    @Option(names = "--ring", paramLabel = "BYTES", description = "The size of the driver's ring. Default: 4194304.")
    private int ringBytes = 4 << 20;

    @Mixin
    private @Nullable ReportOptions options;

    @Override
    public Integer call() throws Exception {
        var common = Objects.requireNonNull(options);
        common.requireRange("--rounds", rounds, 1, 1_000);
        common.requireRange("--events", events, 1_000, MOST_EVENTS);
        common.requireRange("--rate", rate, 1, 1_000_000);
        common.requireRange("--seconds", seconds, 1, 600);
        common.requireRange("--rate times --seconds", (long) rate * seconds, 1, MOST_EVENTS);
        common.requireRange("--ring", ringBytes, 256 << 10, 64 << 20);
        var settings = new WindowsSettings(rounds, events, rate, seconds, ringBytes);
        try (var wine = WineSession.start()) {
            var measured = Worker.run(FrameworkKind.FELIX, WindowsWorkload.in(wine, settings));
            var out = common.out();
            out.println(readers(measured.result(), settings));
            out.println();
            out.println(ratios(measured.result(), settings));
            return common.finish(settings, List.of(measured), goals(measured.result(), settings));
        }
    }

    static MarkdownTable readers(WindowsResult result, WindowsSettings settings) {
        var table = new MarkdownTable(
                "reader of the driver in Wine, which is not Windows",
                "events/s at full rate, median (spread)",
                "told lost",
                "reading thread, ns/event",
                "at " + count(settings.rate()) + "/s, \u00b5s: p50",
                "p99",
                "p99.9",
                "told lost");
        for (var reader : result.readers()) {
            var speeds = each(reader.full(), DriverFeeding::perSecond);
            table.row(
                    reader.way(),
                    thousands(median(speeds)) + " k (" + thousands(quantile(speeds, 0)) + "\u2013" + thousands(quantile(speeds, 1)) + ")",
                    count(sum(reader.full())),
                    decimal(median(each(reader.full(), DriverFeeding::processorNanosPerEvent)), 0),
                    decimal(median(each(reader.steady(), feeding -> feeding.latencies().p50())), 0),
                    decimal(median(each(reader.steady(), feeding -> feeding.latencies().p99())), 0),
                    decimal(median(each(reader.steady(), feeding -> feeding.latencies().p999())), 0),
                    count(sum(reader.steady())));
        }
        return table;
    }

    static MarkdownTable ratios(WindowsResult result, WindowsSettings settings) {
        var table = new MarkdownTable("Java : C, over the same bridge, in Wine", "median of the rounds", "spread");
        ratio(table, "events/s at full rate", result.javaToC(DriverFeeding::perSecond, true));
        ratio(table, "p50 at " + count(settings.rate()) + "/s", result.javaToC(feeding -> feeding.latencies().p50(), false));
        ratio(table, "p99 at " + count(settings.rate()) + "/s", result.javaToC(feeding -> feeding.latencies().p99(), false));
        return table;
    }

    static List<Goal> goals(WindowsResult result, WindowsSettings settings) {
        var goals = new ArrayList<Goal>();
        var feeds = 0;
        var open = new ArrayList<String>();
        for (var reader : result.readers()) {
            for (var feedings : List.of(reader.full(), reader.steady())) {
                for (var feeding : feedings) {
                    feeds++;
                    if (!feeding.isAccountedFor()) {
                        open.add(reader.way() + " " + feeding);
                    }
                }
            }
        }
        goals.add(new Goal(
                "in no round an event is missing that nobody told of, or comes twice",
                open.isEmpty() && feeds > 0,
                open.isEmpty() ? feeds + " feeds" : String.join("; ", open)));
        var lost = sum(result.reader(WindowsResult.JAVA_OVER_BRIDGE).steady());
        goals.add(new Goal("our channel loses nothing at " + count(settings.rate()) + " events/s", lost == 0, count(lost)));
        return goals;
    }

    private static void ratio(MarkdownTable table, String what, double[] ratios) {
        table.row(what, decimal(median(ratios), 2), decimal(quantile(ratios, 0), 2) + "\u2013" + decimal(quantile(ratios, 1), 2));
    }

    private static double[] each(List<DriverFeeding> feedings, ToDoubleFunction<DriverFeeding> figure) {
        return feedings.stream().mapToDouble(figure).toArray();
    }

    private static long sum(List<DriverFeeding> feedings) {
        return feedings.stream().mapToLong(DriverFeeding::lost).sum();
    }

    private static String thousands(double perSecond) {
        return decimal(perSecond / 1e3, 0);
    }
}
