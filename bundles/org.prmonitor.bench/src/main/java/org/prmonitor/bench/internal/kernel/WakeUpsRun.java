package org.prmonitor.bench.internal.kernel;

import java.util.ArrayList;
import java.util.List;

/** How long single events take, at rates that every way keeps up with. */
final class WakeUpsRun {

    /** Before it counts, so that the compilers have seen single events. */
    private static final long WARM_UP_RATE = 10_000;

    private final Stand stand;
    private final List<Way> ways;
    private final List<Long> rates;

    WakeUpsRun(Stand stand, List<Way> ways) {
        this.stand = stand;
        this.ways = ways;
        this.rates = stand.settings().latencyRates();
    }

    List<WakeUp> run() throws Exception {
        var wakeUps = new ArrayList<WakeUp>();
        for (var linger : stand.settings().lingers()) {
            wakeUps.addAll(run(linger));
        }
        return wakeUps;
    }

    /** At every rate. */
    private List<WakeUp> run(int lingerMillis) throws Exception {
        var wakeUps = new ArrayList<WakeUp>();
        for (var rate : rates) {
            ways.forEach(way -> wakeUps.add(new WakeUp(way.label(), lingerMillis, rate, new ArrayList<>())));
        }
        stand.rounds("latency, linger " + lingerMillis + " ms", ways, (way, index) -> {
            var millis = stand.settings().millis();
            var highest = rates.stream().mapToLong(Long::longValue).max().orElse(0);
            var toNote = Math.toIntExact(Math.max(highest, WARM_UP_RATE) * millis / 1_000 + 1);
            try (var reading = stand.open(way, lingerMillis, toNote)) {
                feed(reading, WARM_UP_RATE, millis / 2);
                for (var rate = 0; rate < rates.size(); rate++) {
                    var latencies = Latencies.of(feed(reading, rates.get(rate), millis).latencies());
                    wakeUps.get(rate * ways.size() + index).rounds().add(latencies);
                }
            }
        });
        return wakeUps;
    }

    private Taken feed(Reading reading, long rate, long millis) throws Exception {
        reading.begin();
        return reading.awaitEnd(stand.feeder().feed(rate, millis));
    }
}
