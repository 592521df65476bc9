package org.prmonitor.bench.internal.growth;

import static org.prmonitor.bench.internal.growth.Growth.FLAT;
import static org.prmonitor.bench.internal.growth.Growth.LINEAR;

/** What becomes more. */
public enum GrowthSeries {
    LISTENERS("listeners, every event to each", LINEAR, 1, 4, 16, 64, 256),
    LISTENER_FILTERS("listeners, each with a filter of its own, which matches", LINEAR, 1, 4, 16, 64, 256),
    OTHER_FILTERS("listeners, each with a filter of its own, which matches one event in 1,024", LINEAR, 1, 4, 16, 64, 256),
    HANDLERS("EventHandlers, every event to each", LINEAR, 1, 4, 16, 64, 256),
    HANDLER_FILTERS("EventHandlers, each with a filter of its own, which matches one event in 1,024", LINEAR, 1, 4, 16, 64, 256),
    JOURNAL("events that the journal keeps", FLAT, 1 << 10, 1 << 14, 1 << 16, 1 << 18, 1 << 20),
    PROCESSES("processes in the table", FLAT, 100, 1_000, 10_000, 100_000),
    BYTES("bytes of a command line", LINEAR, 0, 1 << 10, 1 << 12, 1 << 14, 1 << 16);

    private final String label;
    private final Growth expected;
    private final int[] sizes;

    GrowthSeries(String label, Growth expected, int... sizes) {
        this.label = label;
        this.expected = expected;
        this.sizes = sizes;
    }

    /** As in a table. */
    public String label() {
        return label;
    }

    /** How an event's cost may grow with it. */
    public Growth expected() {
        return expected;
    }

    /** How many there are, ascending, three at least; only the first may be 0. */
    public int[] sizes() {
        return sizes.clone();
    }
}
