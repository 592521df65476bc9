package org.prmonitor.bench.internal.command;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How long every command takes on a machine of two processors, and with which options it is short. */
final class AllPlan {

    /**
     * One command.
     *
     * @param full how long it takes as it is
     * @param quick how long it takes with the options
     * @param options that make it short
     */
    record Part(Duration full, Duration quick, List<String> options) {}

    private static final Map<String, Part> PARTS = Map.ofEntries(
            part("swap", 240, 30, "--swaps=20", "--storm-swaps=10"),
            part("lanes", 420, 60, "--rounds=1", "--seconds=1"),
            part("kernel", 900, 60, "--rounds=1", "--millis=200", "--latency-rates=1000", "--lingers=0"),
            part("jvm", 300, 60, "--rounds=1", "--millis=10"),
            part("growth", 240, 60, "--rounds=1", "--millis=50"),
            part("hour", 40, 15, "--events=3000000"),
            part("long", 1_810, 40, "--minutes=0.5", "--window=5"),
            part("windows", 180, 60, "--rounds=1", "--events=200000", "--seconds=1"),
            part("storm", 240, 25, "--processes=2000", "--rounds=1"),
            part("ui", 180, 40, "--storms=3", "--processes=2000"));

    private AllPlan() {}

    private static Map.Entry<String, Part> part(String name, int fullSeconds, int quickSeconds, String... options) {
        return Map.entry(name, new Part(Duration.ofSeconds(fullSeconds), Duration.ofSeconds(quickSeconds), List.of(options)));
    }

    /** Whether somebody has said how long it takes. */
    static boolean knows(String name) {
        return PARTS.containsKey(name);
    }

    /** What is known of a command; nothing where nobody has said it. */
    static Part of(String name) {
        return PARTS.getOrDefault(name, new Part(Duration.ZERO, Duration.ZERO, List.of()));
    }
}
