package org.prmonitor.bench.internal.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.prmonitor.bench.internal.host.BenchException;
import org.prmonitor.bench.internal.host.FrameworkKind;
import org.prmonitor.bench.internal.host.Measured;
import org.prmonitor.bench.internal.kernel.CReaderBuild;
import org.prmonitor.bench.internal.kernel.KernelResult;
import org.prmonitor.bench.internal.kernel.KernelSettings;
import org.prmonitor.bench.internal.kernel.KernelWorkload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code prmonitor bench kernel}. */
@Command(
        name = "kernel",
        description = "Fills the kernel's real ring with events, and measures stage by stage how many come through to a consumer and how"
                + " long one takes, beside a reader in C on libbpf. Linux, as root.",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:every goal is met", " 1:a goal is not met, or something could not be measured", " 2:wrong use"},
        footer = {
            "",
            "A BPF program of the bench's own puts starts with a command line of four words",
            "and exits, in turn, into the ring that the channel reads; nothing else of the",
            "way is different from real events. The reader in C, which keeps nothing of what",
            "it reads, is compiled with gcc and libbpf-dev where these are installed; without",
            "them there is nothing to compare with, and only what needs no comparison is a",
            "goal. Goals, at full rate with the producer running: the channel alone takes as",
            "much as the reader in C; the listener lane 3 M events/s, and 0.3 of it, and no",
            "more than 300 bytes of heap for one, channel and journal included; and nothing",
            "is missing that was not told. At linger 0 an event takes no longer to",
            "the channel alone than 1.5 times (p50) and twice (p99) what it takes to the",
            "reader in C. The EventAdmin lane is judged by 'prmonitor bench lanes'."
        })
final class KernelCommand implements Callable<Integer> {

    @Option(names = "--rounds", paramLabel = "COUNT", description = "How often every way is measured, in turn. Default: 5.")
    private int rounds = 5;

    @Option(names = "--millis", paramLabel = "COUNT", description = "For how long each time. Default: 2000.")
    private int millis = 2_000;

    @Option(names = "--ring", paramLabel = "BYTES", description = "The size of every ring, a power of two. Default: 4194304.")
    private int ringBytes = 4 << 20;

    @Option(
            names = "--rates",
            paramLabel = "RATE",
            split = ",",
            description = "Events a second of the throughput; 0 for as many as the kernel makes. Default: 0,1000000.")
    private List<Long> rates = List.of(0L, 1_000_000L);

    @Option(
            names = "--latency-rates",
            paramLabel = "RATE",
            split = ",",
            description = "Events a second while latencies are noted; 100 is an idle machine. Default: 100,1000,10000,100000.")
    private List<Long> latencyRates = List.of(100L, 1_000L, 10_000L, 100_000L);

    @Option(
            names = "--lingers",
            paramLabel = "MILLIS",
            split = ",",
            description = "How long bursts may gather while latencies are noted. Default: 0,5.")
    private List<Integer> lingers = List.of(0, 5);

    @Mixin
    private @Nullable BenchOptions options;

    @Override
    public Integer call() throws Exception {
        var common = Objects.requireNonNull(options);
        common.requireRange("--rounds", rounds, 1, 1_000);
        common.requireRange("--millis", millis, 10, 60_000);
        common.requireRange("--ring", ringBytes, 4_096, 1 << 29);
        for (var rate : rates) {
            common.requireRange("--rates", rate, 0, 100_000_000);
        }
        for (var rate : latencyRates) {
            common.requireRange("--latency-rates", rate, 1, 1_000_000);
        }
        for (var linger : lingers) {
            common.requireRange("--lingers", linger, 0, 1_000);
        }
        requireRoot();
        var settings = new KernelSettings(rounds, millis, ringBytes, List.copyOf(rates), List.copyOf(latencyRates), List.copyOf(lingers));
        var folder = Files.createTempDirectory("prmonitor-bench-c-");
        try {
            var results = measure(common, settings, compile(common, folder));
            var out = common.out();
            out.println(KernelTables.stages(results));
            out.println();
            out.println(KernelTables.wakeUps(results));
            return common.finish(settings, results, KernelGoals.of(results));
        } finally {
            delete(folder);
        }
    }

    private static List<Measured<KernelResult>> measure(BenchOptions common, KernelSettings settings, @Nullable String reader)
            throws IOException, InterruptedException, BenchException {
        var results = new ArrayList<Measured<KernelResult>>();
        for (var framework : common.frameworks()) {
            results.add(common.measure(framework, new KernelWorkload(label(framework), framework.eventAdminSettings(), settings, reader)));
        }
        return results;
    }

    private static String label(FrameworkKind framework) {
        return framework == FrameworkKind.FELIX ? "Felix, Timeout=0" : framework.label();
    }

    private static @Nullable String compile(BenchOptions common, Path folder) throws IOException, InterruptedException {
        try {
            return CReaderBuild.compile(folder).toString();
        } catch (BenchException missing) {
            var out = common.out();
            out.println("No reader in C to compare with: " + missing.getMessage() + " (Debian: apt-get install gcc libbpf-dev).");
            out.println();
            return null;
        }
    }

    private static void requireRoot() throws IOException, BenchException {
        var status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            throw new BenchException("kernel: this is " + System.getProperty("os.name") + "; the ring that is filled is Linux's");
        }
        var isRoot = Files.readAllLines(status).stream().anyMatch(line -> line.matches("Uid:\\s+\\d+\\s+0\\s.*"));
        if (!isRoot) {
            throw new BenchException("kernel: run as root: a program that fills another process's ring is loaded into the kernel");
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
