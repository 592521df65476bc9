package org.prmonitor.bench.internal.kernel;

import java.util.ArrayList;
import java.util.List;

/** Throughput and loss, without a linger: as fast as it goes is not what that is for. */
final class StagesRun {

    private final Stand stand;
    private final List<Way> ways;

    StagesRun(Stand stand, List<Way> ways) {
        this.stand = stand;
        this.ways = ways;
    }

    List<Stage> run() throws Exception {
        var rates = stand.settings().rates();
        var stages = new ArrayList<Stage>();
        for (var rate : rates) {
            ways.forEach(way -> stages.add(new Stage(way.label(), rate, new ArrayList<>())));
        }
        stand.rounds("stages", ways, (way, index) -> {
            try (var reading = stand.open(way, 0, 0)) {
                feed(reading, 0, stand.settings().millis() / 2);
                for (var rate = 0; rate < rates.size(); rate++) {
                    stages.get(rate * ways.size() + index).rounds().add(feed(reading, rates.get(rate), stand.settings().millis()));
                }
            }
        });
        return stages;
    }

    private Feeding feed(Reading reading, long rate, long millis) throws Exception {
        reading.begin();
        var before = TaskTime.of(reading.processId(), reading.threads());
        var allocated = reading.allocatedBytes();
        var begin = System.nanoTime();
        var fed = stand.feeder().feed(rate, millis);
        var taken = reading.awaitEnd(fed);
        var time = TaskTime.of(reading.processId(), reading.threads()).since(before);
        return Feeding.of(fed, taken, begin, time, allocated < 0 ? -1 : reading.allocatedBytes() - allocated);
    }
}
