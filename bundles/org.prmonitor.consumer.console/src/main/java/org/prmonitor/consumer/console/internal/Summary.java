package org.prmonitor.consumer.console.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.prmonitor.api.HopStatistics;

/** The closing words: events by type, rate, losses, and the books of every hop. */
final class Summary {

    private static final double NANOSECONDS_PER_SECOND = 1e9;

    private static final int NAME_WIDTH = 11;

    private Summary() {}

    /**
     * The lines.
     *
     * @param counts what was printed
     * @param time from ready to the end
     * @param hops the source's books; empty when the source is gone
     */
    static List<String> lines(EventCounts counts, Duration time, List<HopStatistics> hops) {
        var lines = new ArrayList<String>();
        var seconds = time.toNanos() / NANOSECONDS_PER_SECOND;
        var total = counts.total();
        lines.add(String.format(
                Locale.ROOT, "%,d events in %.1f s, %,.0f/s; %s", total, seconds, seconds > 0 ? total / seconds : 0.0, losses(counts)));
        var types = counts.byType();
        var name = "%-" + types.keySet().stream().mapToInt(String::length).reduce(NAME_WIDTH, Math::max) + "s";
        types.forEach((type, count) -> lines.add(String.format(Locale.ROOT, name + " %,12d", type, count)));
        if (!hops.isEmpty()) {
            lines.add(String.format(Locale.ROOT, name + " %12s %12s %12s %12s %9s", "hop", "seen", "delivered", "filtered", "lost", "in flight"));
        }
        for (var hop : hops) {
            lines.add(String.format(
                    Locale.ROOT,
                    name + " %,12d %,12d %,12d %,12d %,9d",
                    hop.hop(), hop.seen(), hop.delivered(), hop.filtered(), hop.lost(), hop.inFlight()));
        }
        return lines;
    }

    private static String losses(EventCounts counts) {
        if (counts.isLostUncounted()) {
            return counts.lost() == 0
                    ? "some LOST that nobody could count"
                    : String.format(Locale.ROOT, "%,d LOST and others that nobody could count", counts.lost());
        }
        return counts.lost() == 0 ? "none lost" : String.format(Locale.ROOT, "%,d LOST", counts.lost());
    }
}
