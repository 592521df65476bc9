package org.prmonitor.bench.internal.storm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.prmonitor.bench.internal.host.BenchException;
import org.prmonitor.bench.internal.report.Numbers;

/**
 * Rounds of storms: in each round every kind of storm alone, then beside each tool in turn, so that a machine that becomes slower does so
 * for all of them. One tool runs at a time.
 */
public final class StormRun {

    private final StormSettings settings;
    private final Path home;
    private final Consumer<String> progress;

    private final List<ToolStorm> storms = new ArrayList<>();
    private final List<StormResult.FirstEvent> firstEvents = new ArrayList<>();
    /** Why, the name included, by name: asked once. */
    private final Map<String, String> notRun = new HashMap<>();

    /**
     * Runs nothing yet.
     *
     * @param home the distribution of prmonitor
     * @param progress takes a line now and then
     */
    public StormRun(StormSettings settings, Path home, Consumer<String> progress) {
        this.settings = settings;
        this.home = home;
        this.progress = progress;
    }

    /** What stands for prmonitor in results. */
    public static String prmonitor() {
        return Tool.prmonitor(Path.of("")).name();
    }

    /** What stands for the peers that goals compare with. */
    public static String snoops() {
        return Peer.SNOOPS.tool(Path.of("")).name();
    }

    /** What stands for the channel without a container in results. */
    public static String channel() {
        return Peer.CHANNEL.tool(Path.of("")).name();
    }

    /**
     * Runs them all.
     *
     * <p>Where the JVM is asked to end meanwhile, all that was started and made ends first, and this does not return.
     *
     * @throws BenchException where prmonitor does not run; a peer that does not is named in the result
     */
    public StormResult run() throws IOException, InterruptedException, BenchException {
        return OrderlyEnd.of(this::runInFolder);
    }

    private StormResult runInFolder() throws IOException, InterruptedException, BenchException {
        var folder = Files.createTempDirectory("prmonitor-storm");
        try {
            var spawner = Spawner.compile(folder);
            for (var round = 0; round < settings.rounds(); round++) {
                round(spawner, folder, round);
            }
        } finally {
            delete(folder);
        }
        var reasons = notRun.values().stream().sorted();
        var notHad = settings.peers().isEmpty() ? Stream.<String>empty() : Peer.NOT_HAD.stream();
        return new StormResult(List.copyOf(storms), List.copyOf(firstEvents), Stream.concat(reasons, notHad).toList());
    }

    private void round(Spawner spawner, Path folder, int round) throws IOException, InterruptedException, BenchException {
        var prmonitor = Tool.prmonitor(home);
        for (var kind : settings.kinds()) {
            var alone = spawner.raise(kind, settings.processes(), "r" + round + "k" + kind.ordinal() + "alone").seconds();
            beside(prmonitor, spawner, folder, kind, round, alone);
            besidePeers(peer -> beside(peer, spawner, folder, kind, round, alone));
        }
        firstEvent(prmonitor, folder);
        besidePeers(peer -> firstEvent(peer, folder));
    }

    /** What is measured beside one tool. */
    @FunctionalInterface
    private interface Measurement {
        void measure(Tool tool) throws IOException, InterruptedException, BenchException;
    }

    private void besidePeers(Measurement measurement) throws IOException, InterruptedException {
        for (var peer : peers()) {
            try {
                measurement.measure(peer);
            } catch (BenchException reason) {
                notRun.put(peer.name(), String.valueOf(reason.getMessage()));
                progress.accept("not run: " + reason.getMessage());
            }
        }
    }

    private void firstEvent(Tool tool, Path folder) throws IOException, InterruptedException, BenchException {
        firstEvents.add(new StormResult.FirstEvent(tool.name(), FirstEventProbe.seconds(tool, folder)));
    }

    /** What the tools that ran say of their versions, by tool; of one that says nothing there is nothing. */
    public Map<String, String> versions() throws InterruptedException {
        var versions = new TreeMap<String, String>();
        var tools = peers();
        tools.add(Tool.prmonitor(home));
        for (var tool : tools) {
            try {
                var process = new ProcessBuilder(tool.version()).redirectErrorStream(true).start();
                process.getOutputStream().close();
                var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                process.waitFor();
                said.lines().filter(line -> !line.isBlank()).findFirst().ifPresent(line -> versions.put(tool.name(), line.strip()));
            } catch (IOException silent) {
                progress.accept("no version of " + tool.name() + ": " + silent.getMessage());
            }
        }
        return versions;
    }

    /** Those that were asked for and did run so far. */
    private List<Tool> peers() {
        var peers = new ArrayList<Tool>();
        settings.peers().forEach(peer -> peers.add(peer.tool(home)));
        peers.removeIf(peer -> notRun.containsKey(peer.name()));
        return peers;
    }

    private void beside(Tool tool, Spawner spawner, Path folder, StormKind kind, int round, double alone)
            throws IOException, InterruptedException, BenchException {
        try (var running = RunningTool.start(tool, folder)) {
            var started = running.awaitIdle();
            var name = "r" + round + "k" + kind.ordinal() + "t" + Integer.toHexString(tool.name().hashCode());
            var storm = spawner.raise(kind, settings.processes(), name);
            var ended = running.awaitIdle();
            var again = Double.NaN;
            if (settings.again()) {
                spawner.raise(kind, settings.processes(), name + "again");
                again = running.awaitIdle() - ended;
            }
            var peak = running.peakKilobytes();
            running.interrupt();
            var seen = Sightings.of(storm, running.outputs(), tool);
            storms.add(new ToolStorm(
                    tool.name(),
                    kind,
                    started,
                    ended - started,
                    again,
                    peak,
                    seen.processes(),
                    seen.arguments(),
                    tool.exitPattern() == null ? -1 : seen.exits(),
                    storm.seconds(),
                    alone));
            progress.accept("round " + (round + 1) + ", " + kind.label() + ", " + tool.name() + ": "
                    + Numbers.decimal(ended - started, 2) + " s of processor time");
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
