package org.prmonitor.bench.internal.kernel;

import java.util.ArrayList;
import java.util.List;
import org.prmonitor.bench.internal.host.Container;

/** Throughput and loss, without a linger: as fast as it goes is not what that is for. */
final class StagesRun {

    private final Container container;
    private final Feeder feeder;
    private final List<Way> ways;
    private final KernelSettings settings;

    StagesRun(Container container, Feeder feeder, List<Way> ways, KernelSettings settings) {
        this.container = container;
        this.feeder = feeder;
        this.ways = ways;
        this.settings = settings;
    }

    List<Stage> run() throws Exception {
        var stages = new ArrayList<Stage>();
        for (var rate : settings.rates()) {
            ways.forEach(way -> stages.add(new Stage(way.label(), rate, new ArrayList<>())));
        }
        for (var round = 0; round < settings.rounds(); round++) {
            container.say("stages: round " + (round + 1) + " of " + settings.rounds());
            for (var way = 0; way < ways.size(); way++) {
                try (var reading = ways.get(way).open(0, 0)) {
                    feeder.attach(reading.processId());
                    feed(reading, 0, settings.millis() / 2);
                    for (var rate = 0; rate < settings.rates().size(); rate++) {
                        var feeding = feed(reading, settings.rates().get(rate), settings.millis());
                        stages.get(rate * ways.size() + way).rounds().add(feeding);
                    }
                }
            }
        }
        return stages;
    }

    private Feeding feed(Reading reading, long rate, long millis) throws Exception {
        reading.begin();
        var before = TaskTime.of(reading.processId(), reading.threads());
        var begin = System.nanoTime();
        var fed = feeder.feed(rate, millis);
        var taken = reading.awaitEnd(fed);
        return Feeding.of(fed, taken, begin, TaskTime.of(reading.processId(), reading.threads()).since(before));
    }
}
