package org.prmonitor.bench.internal.growth;

import java.io.Serializable;
import org.prmonitor.bench.internal.report.Numbers;

/**
 * One size.
 *
 * @param size how many there are of what becomes more
 * @param perSecond events a second that the slowest consumer took, a round each
 * @param nanos nanoseconds that the whole JVM was on a processor for each of them, collector and compilers included; a round each
 * @param heapBytes what a collection left at the end, a round each
 */
public record GrowthPoint(int size, double[] perSecond, double[] nanos, double[] heapBytes) implements Serializable {

    /** Of the rounds. */
    public double medianPerSecond() {
        return Numbers.median(perSecond);
    }

    /** Of the rounds. */
    public double medianNanos() {
        return Numbers.median(nanos);
    }

    /** Of the rounds. */
    public double medianHeapBytes() {
        return Numbers.median(heapBytes);
    }
}
