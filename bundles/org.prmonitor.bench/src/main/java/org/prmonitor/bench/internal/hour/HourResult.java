package org.prmonitor.bench.internal.hour;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.prmonitor.bench.internal.report.Numbers;

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

    /** The median of the first third of the samples. */
    public double firstBytes() {
        return Numbers.median(third(0));
    }

    /** The median of the last third of the samples. */
    public double lastBytes() {
        return Numbers.median(third(2));
    }

    private double[] third(int which) {
        var length = heapBytes.length / 3;
        return Arrays.copyOfRange(heapBytes, which * length, (which + 1) * length);
    }
}
