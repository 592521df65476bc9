package org.prmonitor.bench.internal.command;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How long every command takes on a machine of two processors, and with which options it is short. */
final class AllPlan {

    /**
     * How long something takes.
     *
     * @param measured whether somebody has seen it; else it is calculated from its rounds, or from a shorter run
     */
    record Cost(Duration duration, boolean measured) {}

    /**
     * One command.
     *
     * @param full how long it takes as it is
     * @param quick how long it takes with the options
     * @param options that make it short
     */
    record Part(Cost full, Cost quick, List<String> options) {

        Cost cost(boolean isQuick) {
            return isQuick ? quick : full;
        }
    }

    /** The command that has peers. */
    private static final String STORM = "storm";

    /** What all peers take beside it. */
    private static final Part PEERS = new Part(calculated(650), calculated(90), List.of());

    private static final Part NOTHING = new Part(measured(0), measured(0), List.of());

    private static final Map<String, Part> PARTS = Map.of(
            "swap", new Part(measured(430), measured(15), List.of("--swaps=20", "--storm-swaps=10")),
            "lanes", new Part(measured(300), measured(60), List.of("--rounds=1", "--seconds=1")),
            "kernel", new Part(calculated(900), measured(16), List.of("--rounds=1", "--millis=200", "--latency-rates=1000", "--lingers=0")),
            "jvm", new Part(calculated(190), measured(28), List.of("--rounds=1", "--millis=10")),
            "growth", new Part(calculated(240), measured(48), List.of("--rounds=1", "--millis=50")),
            "hour", new Part(measured(53), measured(13), List.of("--events=3000000")),
            "long", new Part(measured(1_802), measured(31), List.of("--minutes=0.5", "--window=5")),
            "windows", new Part(measured(63), measured(33), List.of("--rounds=1", "--events=200000", "--seconds=1")),
            STORM, new Part(calculated(210), calculated(25), List.of("--processes=2000", "--rounds=1")),
            "ui", new Part(measured(180), calculated(40), List.of("--storms=3", "--processes=2000")));

    private AllPlan() {}

    private static Cost measured(int seconds) {
        return new Cost(Duration.ofSeconds(seconds), true);
    }

    private static Cost calculated(int seconds) {
        return new Cost(Duration.ofSeconds(seconds), false);
    }

    /** Whether somebody has said how long it takes. */
    static boolean knows(String name) {
        return PARTS.containsKey(name);
    }

    /** What is known of a command; nothing where nobody has said it. */
    static Part of(String name) {
        return PARTS.getOrDefault(name, NOTHING);
    }

    /** What peers add to a command. */
    static Part peers(String name) {
        return name.equals(STORM) ? PEERS : NOTHING;
    }
}
