package org.prmonitor.bench.internal.growth;

import java.util.Map;
import org.prmonitor.testkit.ScriptedFeed;

/**
 * What a size of a series consists of.
 *
 * @param settings of the source, beside the channel's name
 * @param events what happens
 * @param window by how many events the feed may be ahead of the slowest consumer
 * @param filled after how many events there is as much of everything as there is to be
 * @param consumers who takes them
 */
record Crowd(Map<String, Object> settings, ScriptedFeed.Factory events, int window, int filled, Consumers consumers) {

    /** Half of the journal as it comes by default. */
    private static final int WINDOW = 1 << 15;

    /** So many events of 64 KB, every other one an exit, are 32 MB. */
    private static final int FEW_EVENTS = 1 << 10;

    /** As few as the source takes. */
    private static final int FEW_PROCESSES = 16;

    /** A command line of four words or so. */
    private static final int USUAL_BYTES = 48;

    static Crowd of(GrowthSeries series, int size) {
        return switch (series) {
            case LISTENERS -> consumers(size, false, Choice.EVERY);
            case LISTENER_FILTERS -> consumers(size, false, Choice.MATCHING);
            case OTHER_FILTERS -> consumers(size, false, Choice.RARE);
            case HANDLERS -> consumers(size, true, Choice.EVERY);
            case HANDLER_FILTERS -> consumers(size, true, Choice.RARE);
            case JOURNAL -> journal(size, new Exits(), size);
            case PROCESSES -> new Crowd(
                    Map.of("processTableSize", Math.max(FEW_PROCESSES, size)), new Turnover(size, USUAL_BYTES), WINDOW, size, one());
            case BYTES -> journal(FEW_EVENTS, new Turnover(FEW_PROCESSES, size), FEW_EVENTS);
        };
    }

    private static Crowd consumers(int count, boolean areHandlers, Choice choice) {
        return new Crowd(Map.of(), new Exits(), WINDOW, 0, new Consumers(count, areHandlers, choice));
    }

    private static Crowd journal(int events, ScriptedFeed.Factory factory, int filled) {
        return new Crowd(Map.of("journalEvents", events), factory, Math.min(WINDOW, events / 2), filled, one());
    }

    private static Consumers one() {
        return new Consumers(1, false, Choice.EVERY);
    }
}
