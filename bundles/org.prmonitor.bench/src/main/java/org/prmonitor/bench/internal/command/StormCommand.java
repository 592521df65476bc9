package org.prmonitor.bench.internal.command;

import static org.prmonitor.bench.internal.report.Numbers.count;
import static org.prmonitor.bench.internal.report.Numbers.decimal;
import static org.prmonitor.bench.internal.report.Numbers.percent;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.prmonitor.bench.internal.host.Distribution;
import org.prmonitor.bench.internal.host.Measured;
import org.prmonitor.bench.internal.report.Goal;
import org.prmonitor.bench.internal.report.MarkdownTable;
import org.prmonitor.bench.internal.storm.Peer;
import org.prmonitor.bench.internal.storm.StormKind;
import org.prmonitor.bench.internal.storm.StormResult;
import org.prmonitor.bench.internal.storm.StormRun;
import org.prmonitor.bench.internal.storm.StormSettings;
import org.prmonitor.bench.internal.storm.ToolStorm;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code prmonitor bench storm}. */
@Command(
        name = "storm",
        description = "Starts processes as fast as the machine can, beside prmonitor, and beside what a user would run instead: who reports every"
                + " start with its exact arguments and every exit with its code, and what does it cost?",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:every goal is met", " 1:a goal is not met, or something could not be measured", " 2:wrong use"},
        footer = {
            "",
            "Needs root, the eBPF channel and a C compiler. The peers are what is installed of execsnoop and exitsnoop (Debian: libbpf-tools),",
            "forkstat and bpftrace; they want tracefs: mount -t tracefs tracefs /sys/kernel/tracing. OSHI comes with the bench, and CHANNEL is",
            "what prmonitor begins with: our channel in a JVM without OSGi. auditd is taken where",
            "it is installed, no audit daemon runs and no audit rules are set; its settings are put back, however the bench ends.",
            "With --peers, --again, all three kinds and three rounds it takes about half an hour."
        })
final class StormCommand implements Callable<Integer> {

    private static final double MEGABYTE = 1 << 10;

    /** What the whole program may have resident. */
    private static final long MOST_MEGABYTES = 100;

    private static final double FIRST_EVENT_SECONDS = 0.7;

    static final String ALL_PEERS = "SNOOPS,CHANNEL,FORKSTAT,BPFTRACE,OSHI,AUDITD";

    @Option(names = "--processes", paramLabel = "COUNT", description = "How many a storm has. Default: 20000.")
    private int processes = 20_000;

    @Option(names = "--rounds", paramLabel = "COUNT", description = "How often each is done; medians are told. Default: 3.")
    private int rounds = 3;

    @Option(
            names = "--kinds",
            paramLabel = "NAME",
            split = ",",
            description = "Which storms: sequential, concurrent, two_spawners; separated by commas. Default: all.")
    private List<StormKind> kinds = List.of(StormKind.values());

    @Option(names = "--again", description = "Another storm after each, in the same process: what it costs without the JVM's warm-up.")
    private boolean again;

    @Option(
            names = "--peers",
            paramLabel = "NAME",
            arity = "0..1",
            split = ",",
            fallbackValue = ALL_PEERS,
            description = "Beside the field's tools, too, one at a time: ${COMPLETION-CANDIDATES}; separated by commas. Without a name: all.")
    private List<Peer> peers = List.of();

    @Mixin
    private @Nullable ReportOptions options;

    @Override
    public Integer call() throws Exception {
        var common = Objects.requireNonNull(options);
        common.requireRange("--processes", processes, 100, 1_000_000);
        common.requireRange("--rounds", rounds, 1, 100);
        var chosen = EnumSet.noneOf(Peer.class);
        chosen.addAll(peers);
        var settings = new StormSettings(processes, rounds, kinds, again, List.copyOf(chosen));
        var home = Distribution.current().home();
        var run = new StormRun(settings, home, line -> System.err.println("prmonitor: bench: " + line));
        var result = run.run();
        var out = common.out();
        for (var kind : settings.kinds()) {
            out.println(count(processes) + " processes, " + kind.label() + ":");
            out.println();
            out.println(table(result, kind));
            out.println();
        }
        result.notRun().forEach(reason -> out.println("Not run: " + reason));
        var measured = new Measured<>("prmonitor", run.versions(), result);
        return common.finish(settings, List.of(measured), goals(result, settings));
    }

    static MarkdownTable table(StormResult result, StormKind kind) {
        var table = new MarkdownTable(
                "tool", "CPU for the first storm, s", "for the second, s", "CPU to start, s", "peak RSS, MB", "exact arguments", "exits", "spawner slowed down", "first event after, s");
        for (var tool : result.storms().stream().map(ToolStorm::tool).distinct().toList()) {
            var storms = result.of(tool, kind);
            if (storms.isEmpty()) {
                continue;
            }
            var least = storms.stream().mapToDouble(ToolStorm::stormSeconds).min().orElseThrow();
            var most = storms.stream().mapToDouble(ToolStorm::stormSeconds).max().orElseThrow();
            table.row(
                    tool,
                    decimal(result.median(tool, kind, ToolStorm::stormSeconds), 2) + " (" + decimal(least, 2) + "–" + decimal(most, 2) + ")",
                    orDash(result.median(tool, kind, ToolStorm::againSeconds)),
                    decimal(result.median(tool, kind, ToolStorm::startSeconds), 2),
                    decimal(storms.stream().mapToLong(ToolStorm::peakKilobytes).max().orElseThrow() / MEGABYTE, 0),
                    share(storms.stream().mapToInt(ToolStorm::arguments).min().orElseThrow(), storms.get(0).processes()),
                    share(storms.stream().mapToInt(ToolStorm::exits).min().orElseThrow(), storms.get(0).processes()),
                    decimal(result.median(tool, kind, ToolStorm::slowDown), 2),
                    decimal(result.firstEvent(tool), 2));
        }
        return table;
    }

    private static String orDash(double seconds) {
        return Double.isNaN(seconds) ? "–" : decimal(seconds, 2);
    }

    /** The worst of the rounds; a dash for what a tool does not report. */
    private static String share(int seen, int processes) {
        return seen < 0 ? "–" : percent(seen, processes);
    }

    static List<Goal> goals(StormResult result, StormSettings settings) {
        var goals = new ArrayList<Goal>();
        for (var kind : settings.kinds()) {
            var storms = result.of(StormRun.prmonitor(), kind);
            var incomplete = storms.stream().filter(storm -> !storm.isComplete()).count();
            goals.add(new Goal(
                    kind.label() + ": every start with its exact arguments, every exit with its code",
                    incomplete == 0 && !storms.isEmpty(),
                    incomplete == 0 ? count(storms.size()) + " storms" : count(incomplete) + " of " + count(storms.size()) + " storms lack some"));
            var most = storms.stream().mapToLong(ToolStorm::peakKilobytes).max().orElse(Long.MAX_VALUE) / MEGABYTE;
            goals.add(new Goal(kind.label() + ": at most " + MOST_MEGABYTES + " MB resident", most <= MOST_MEGABYTES, decimal(most, 0) + " MB"));
            var own = result.median(StormRun.prmonitor(), kind, ToolStorm::stormSeconds);
            var snoops = result.median(StormRun.snoops(), kind, ToolStorm::stormSeconds);
            if (!Double.isNaN(snoops)) {
                goals.add(new Goal(
                        kind.label() + ": no more processor time than execsnoop and exitsnoop together",
                        own <= snoops,
                        decimal(own / snoops, 2) + " times"));
            }
            var channel = result.median(StormRun.channel(), kind, ToolStorm::stormSeconds);
            if (!Double.isNaN(channel)) {
                goals.add(new Goal(
                        kind.label() + ": at most twice the processor time of our channel alone, in Java without OSGi",
                        own <= 2 * channel,
                        decimal(own / channel, 2) + " times"));
            }
        }
        var first = result.firstEvent(StormRun.prmonitor());
        goals.add(new Goal("the first event is written " + FIRST_EVENT_SECONDS + " s after the start", first <= FIRST_EVENT_SECONDS, decimal(first, 2) + " s"));
        return goals;
    }
}
