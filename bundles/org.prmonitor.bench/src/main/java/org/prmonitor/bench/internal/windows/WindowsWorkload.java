package org.prmonitor.bench.internal.windows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.prmonitor.bench.internal.host.BenchException;
import org.prmonitor.bench.internal.host.Container;
import org.prmonitor.bench.internal.host.Workload;
import org.prmonitor.bench.internal.report.Numbers;

/**
 * The client and the channel in turn, round after round, on the driver that is loaded.
 *
 * @param settings what is measured
 * @param environment of the process: where Wine and its bridge are
 * @param bridge the folder of the bridge's libraries
 * @param installation a folder for what the channel would install
 * @param image the driver that is loaded: the channel takes the test image only where it was told to
 * @param wineClient the client for Windows
 * @param bridgeClient the client for Linux
 */
public record WindowsWorkload(
        WindowsSettings settings, Map<String, String> environment, String bridge, String installation, String image, String wineClient, String bridgeClient)
        implements Workload<WindowsResult> {

    private static final String CHANNEL = "windows-driver";
    private static final int FULL_RATE = 0;

    /** Of a session. */
    public static WindowsWorkload in(WineSession wine, WindowsSettings settings) {
        return new WindowsWorkload(
                settings,
                wine.environment(),
                wine.bridge().toString(),
                wine.installation().toString(),
                wine.image().toString(),
                wine.wineClient().toString(),
                wine.bridgeClient().toString());
    }

    @Override
    public List<String> jvmOptions() {
        return List.of(
                "-Xms512m", "-Xmx512m", "-XX:+UseParallelGC", "-Djna.library.path=" + bridge, "-Dprmonitor.windows.bridge=" + installation,
                "-Dprmonitor.windows.image=" + image);
    }

    @Override
    public WindowsResult run(Container container) throws Exception {
        var wine = List.of("wine", wineClient);
        var ways = List.of(
                new ClientWay(WindowsResult.C_IN_WINE, wine, settings.ringBytes()),
                new ClientWay(WindowsResult.C_OVER_BRIDGE, List.of(bridgeClient), settings.ringBytes()),
                new ChannelWay(container.startChannels(CHANNEL), settings.ringBytes()));
        var readers = ways.stream().map(way -> new DriverReader(way.label(), new ArrayList<>(), new ArrayList<>())).toList();
        // The first round is the compilers' and does not count.
        for (var round = 0; round <= settings.rounds(); round++) {
            for (var way = 0; way < ways.size(); way++) {
                var full = feed(ways.get(way), settings.events(), FULL_RATE);
                var steady = feed(ways.get(way), settings.rate() * settings.seconds(), settings.rate());
                if (round > 0) {
                    readers.get(way).full().add(full);
                    readers.get(way).steady().add(steady);
                    container.say(ways.get(way).label() + ": " + Numbers.count(Math.round(full.perSecond())) + "/s, p50 "
                            + Numbers.decimal(steady.latencies().p50(), 0) + " \u00b5s");
                }
            }
        }
        return new WindowsResult(readers);
    }

    private DriverFeeding feed(DriverWay way, int events, int rate) throws Exception {
        return way.read(events, () -> {
            var injector = new ProcessBuilder("wine", wineClient, "inject", Integer.toString(events), Integer.toString(rate))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            // The call ends at once, and its process soon after; the events come from a thread of the driver.
            if (!injector.waitFor(Container.PATIENCE.toSeconds(), TimeUnit.SECONDS) || injector.exitValue() != 0) {
                throw new BenchException("the driver's test image does not raise events; see above");
            }
        });
    }
}
