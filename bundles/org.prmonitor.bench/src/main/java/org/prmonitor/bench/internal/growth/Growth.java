package org.prmonitor.bench.internal.growth;

/** How an event's cost may grow. */
public enum Growth {
    /** Not at all, but for the processor's caches and the collector. */
    FLAT("flat", 0.3),
    /** In proportion at most. */
    LINEAR("linear", 1.3);

    private final String label;
    private final double order;

    Growth(String label, double order) {
        this.label = label;
        this.order = order;
    }

    /** As in a table. */
    public String label() {
        return label;
    }

    /** What the measured exponent may be at most: half way to what would be the next worse, less what noise makes of it. */
    public double order() {
        return order;
    }
}
