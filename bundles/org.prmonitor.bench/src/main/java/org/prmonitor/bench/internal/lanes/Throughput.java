package org.prmonitor.bench.internal.lanes;

import java.io.Serializable;
import java.util.Arrays;
import org.prmonitor.bench.internal.report.Numbers;

/**
 * How fast one way is.
 *
 * @param way its label
 * @param perSecond events a second that the slowest consumer took, a round each
 * @param perProcessorSecond events that were handed over for each second that the threads which do it were on a processor, a
 *     round each; NaN where the JVM cannot tell
 */
public record Throughput(String way, double[] perSecond, double[] perProcessorSecond) implements Serializable {

    /**
     * This way's speed as a share of another's: the median of the rounds, in each of which the two were measured one shortly after
     * the other.
     */
    public double shareOf(Throughput other) {
        var shares = new double[perSecond.length];
        Arrays.setAll(shares, round -> perSecond[round] / other.perSecond[round]);
        return Numbers.median(shares);
    }
}
