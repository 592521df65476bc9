package org.prmonitor.sample.shortlived.internal;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.text.LifetimeText;
import org.prmonitor.api.text.PrintableText;

/** The short-lived processes of one period by program. Not thread-safe. */
final class Tally {

    /** Who starts programs chooses their names: without a bound, they would choose how much memory this takes. */
    static final int MAX_PROGRAMS = 1_000;

    private static final String OTHERS = "others";

    private final Duration shorterThan;
    private final Map<String, Program> programs = new HashMap<>();
    private long processes;
    private long lost;
    private boolean lostUncounted;

    /** Of one program: how many processes, and the shortest life in nanoseconds. */
    private record Program(String name, long processes, long shortest) {

        Program with(Program other) {
            return new Program(name, processes + other.processes, Math.min(shortest, other.shortest));
        }
    }

    Tally(Duration shorterThan) {
        this.shorterThan = shorterThan;
    }

    /** An exit; one that names no lifetime says nothing here. */
    void add(ProcessExited exited) {
        var lifetime = exited.lifetime();
        if (lifetime == null || lifetime.compareTo(shorterThan) >= 0) {
            return;
        }
        processes++;
        var name = exited.imagePath() == null ? "unknown" : exited.imagePath();
        var key = programs.containsKey(name) || programs.size() < MAX_PROGRAMS ? name : OTHERS;
        programs.merge(key, new Program(key, 1, lifetime.toNanos()), Program::with);
    }

    /** Some exits may be among what is missing: what is counted is a lower bound from now on. */
    void add(EventsLost missing) {
        if (missing.count() == null) {
            lostUncounted = true;
        } else {
            lost += missing.count();
        }
    }

    /**
     * In one line; empty where there is nothing to say. A name is untrusted and therefore escaped.
     *
     * @param named how many programs are named, those with the most processes first
     */
    Optional<String> describe(Duration period, int named) {
        if (processes == 0 && losses().isEmpty()) {
            return Optional.empty();
        }
        var shown = programs.values().stream()
                .sorted(Comparator.comparingLong(Program::processes).reversed().thenComparing(Program::name))
                .limit(named)
                .map(program -> program.processes() + " " + PrintableText.escape(program.name()) + " (shortest "
                        + LifetimeText.of(program.shortest()) + ")")
                .collect(Collectors.joining(", "));
        return Optional.of((losses().isEmpty() ? "" : "at least ") + processes + (processes == 1 ? " process" : " processes")
                + " lived less than " + LifetimeText.of(shorterThan.toNanos()) + " in " + LifetimeText.of(period.toNanos())
                + (shown.isEmpty() ? "" : ": " + shown)
                + others(programs.size() - named)
                + losses());
    }

    private static String others(int count) {
        return count < 1 ? "" : ", and " + count + (count == 1 ? " other program" : " other programs");
    }

    private String losses() {
        if (lostUncounted) {
            return "; events are missing, and nobody could count them";
        }
        return lost == 0 ? "" : "; " + lost + (lost == 1 ? " event is missing" : " events are missing");
    }
}
