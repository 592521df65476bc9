package org.prmonitor.bench.internal.storm;

/** How processes are started. */
public enum StormKind {
    /** Each when the one before it has ended. */
    SEQUENTIAL("one after another", 1, 1),
    /** A lot of them live at any moment. */
    CONCURRENT("64 at a time", 64, 1),
    /** On two processors, each of them as fast as it can. */
    TWO_SPAWNERS("two spawners at once", 1, 2);

    private final String label;
    private final int concurrency;
    private final int spawners;

    StormKind(String label, int concurrency, int spawners) {
        this.label = label;
        this.concurrency = concurrency;
        this.spawners = spawners;
    }

    /** As it stands in tables. */
    public String label() {
        return label;
    }

    /** How many processes of one spawner live at once. */
    int concurrency() {
        return concurrency;
    }

    int spawners() {
        return spawners;
    }
}
