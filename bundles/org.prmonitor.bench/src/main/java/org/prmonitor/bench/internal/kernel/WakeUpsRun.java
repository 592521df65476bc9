package org.prmonitor.bench.internal.kernel;

import java.util.ArrayList;
import java.util.List;
import org.prmonitor.bench.internal.host.Container;

/** How long single events take, at rates that every way keeps up with. */
final class WakeUpsRun {

    /** Before it counts, so that the compilers have seen single events. */
    private static final long WARM_UP_RATE = 10_000;

    private final Container container;
    private final Feeder feeder;
    private final List<Way> ways;
    private final KernelSettings settings;

    WakeUpsRun(Container container, Feeder feeder, List<Way> ways, KernelSettings settings) {
        this.container = container;
        this.feeder = feeder;
        this.ways = ways;
        this.settings = settings;
    }

    List<WakeUp> run() throws Exception {
        var wakeUps = new ArrayList<WakeUp>();
        for (var linger : settings.lingers()) {
            for (var rate : settings.latencyRates()) {
                ways.forEach(way -> wakeUps.add(new WakeUp(way.label(), linger, rate, new ArrayList<>())));
            }
        }
        for (var round = 0; round < settings.rounds() && !wakeUps.isEmpty(); round++) {
            container.say("latency: round " + (round + 1) + " of " + settings.rounds());
            for (var linger = 0; linger < settings.lingers().size(); linger++) {
                for (var way = 0; way < ways.size(); way++) {
                    var latencies = measure(ways.get(way), settings.lingers().get(linger));
                    for (var rate = 0; rate < latencies.size(); rate++) {
                        wakeUps.get((linger * latencies.size() + rate) * ways.size() + way).rounds().add(latencies.get(rate));
                    }
                }
            }
        }
        return wakeUps;
    }

    /** At every rate. */
    private List<Latencies> measure(Way way, int lingerMillis) throws Exception {
        var highest = settings.latencyRates().stream().mapToLong(Long::longValue).max().orElse(0);
        var latencies = new ArrayList<Latencies>();
        try (var reading = way.open(lingerMillis, Math.toIntExact(Math.max(highest, WARM_UP_RATE) * settings.millis() / 1_000 + 1))) {
            feeder.attach(reading.processId());
            feed(reading, WARM_UP_RATE, settings.millis() / 2);
            for (var rate : settings.latencyRates()) {
                latencies.add(Latencies.of(feed(reading, rate, settings.millis()).latencies()));
            }
        }
        return latencies;
    }

    private Taken feed(Reading reading, long rate, long millis) throws Exception {
        reading.begin();
        return reading.awaitEnd(feeder.feed(rate, millis));
    }
}
