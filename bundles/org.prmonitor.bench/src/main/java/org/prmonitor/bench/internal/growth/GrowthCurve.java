package org.prmonitor.bench.internal.growth;

import java.io.Serializable;
import java.util.List;
import org.prmonitor.bench.internal.report.Numbers;

/**
 * What an event costs at every size.
 *
 * @param series what becomes more
 * @param points one for each size, ascending
 */
public record GrowthCurve(GrowthSeries series, List<GrowthPoint> points) implements Serializable {

    /** An event's cost at a size, as a multiple of that at the smallest one of the same round: the median of the rounds. */
    public double ratio(GrowthPoint point) {
        return ratio(point, points.get(0));
    }

    /**
     * The exponent with which the cost grows from the size in the middle to the largest: 0 is flat, 1 in proportion, 2 as its square.
     * Below the middle, what an event costs anyway would hide it.
     */
    public double order() {
        var middle = middle();
        var largest = largest();
        return Math.log(ratio(largest, middle)) / Math.log((double) largest.size() / middle.size());
    }

    /** Where {@link #order} begins. */
    public GrowthPoint middle() {
        return points.get(points.size() / 2);
    }

    /** Where {@link #order} ends. */
    public GrowthPoint largest() {
        return points.get(points.size() - 1);
    }

    /** Bytes of the heap that each one more takes, from the smallest to the largest. */
    public double heapBytesEach() {
        var smallest = points.get(0);
        return (largest().medianHeapBytes() - smallest.medianHeapBytes()) / (largest().size() - smallest.size());
    }

    private static double ratio(GrowthPoint point, GrowthPoint other) {
        var ratios = new double[point.nanos().length];
        for (var round = 0; round < ratios.length; round++) {
            ratios[round] = point.nanos()[round] / other.nanos()[round];
        }
        return Numbers.median(ratios);
    }
}
