package org.prmonitor.bench.internal.hour;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * What came of it.
 *
 * @param events how many there were
 * @param seconds how long it took
 * @param blockedNamed whether the status named the listener that does not return
 * @param heapBytes in use after a garbage collection, after each so-many events
 * @param books at the end, when everybody was let go
 */
public record HourResult(long events, double seconds, boolean blockedNamed, double[] heapBytes, List<BooksLine> books)
        implements Serializable {

    /** The least of the first third of the samples: what else may be in a sample is garbage that was not found yet. */
    public double firstBytes() {
        return leastOfThird(0);
    }

    /** The least of the last third of the samples. */
    public double lastBytes() {
        return leastOfThird(2);
    }

    private double leastOfThird(int which) {
        var length = heapBytes.length / 3;
        return Arrays.stream(heapBytes, which * length, (which + 1) * length).min().orElseThrow();
    }
}
