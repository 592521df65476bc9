package org.prmonitor.bench.internal.ui;

import java.io.Serializable;
import java.util.List;

/**
 * What came of it.
 *
 * @param storms one by one
 * @param books of every hop and listener, at the end
 */
public record UiResult(List<UiStorm> storms, List<UiBooks> books) implements Serializable {

    /** The longest of all storms. */
    public double longestStallMillis() {
        return storms.stream().mapToDouble(UiStorm::longestStallMillis).max().orElseThrow();
    }

    /** The longest of all storms. */
    public double slowestKeyMillis() {
        return storms.stream().mapToDouble(UiStorm::slowestKeyMillis).max().orElseThrow();
    }

    /** What the journal had taken when the first of the samples of {@link #earlyBytes} was taken. */
    public long eventsBeforeEarly() {
        return storms.subList(0, storms.size() / 4 + 1).stream().mapToLong(UiStorm::events).sum();
    }

    /** The least of the second quarter of the storms: the first ones fill the view with as many ended rows as it keeps. */
    public double earlyBytes() {
        return leastBytes(storms.size() / 4, Math.max(storms.size() / 4 + 1, storms.size() / 2));
    }

    /** The least of the last quarter of the storms. */
    public double lateBytes() {
        return leastBytes(Math.min(storms.size() - 1, storms.size() * 3 / 4), storms.size());
    }

    private double leastBytes(int from, int to) {
        return storms.subList(from, to).stream().mapToDouble(UiStorm::heapBytes).min().orElseThrow();
    }
}
