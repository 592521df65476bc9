package org.prmonitor.bench.internal.jvm;

import java.io.Serializable;
import org.openjdk.jmh.util.ListStatistics;
import org.prmonitor.bench.internal.report.Numbers;

/**
 * What one step costs.
 *
 * @param step which
 * @param nanos nanoseconds an event, an iteration each, of all rounds
 * @param bytes of the heap that were allocated for an event ({@code gc.alloc.rate.norm} of JMH), by whatever thread; an iteration each
 */
public record JvmFigure(JvmStep step, double[] nanos, double[] bytes) implements Serializable {

    /** Between which and the mean the true mean lies, at either side. */
    private static final double CONFIDENCE = 0.999;

    /** Nanoseconds an event, the mean. */
    public double meanNanos() {
        return new ListStatistics(nanos).getMean();
    }

    /** Half of the confidence interval of {@link #meanNanos}, as JMH has it; NaN for fewer than three iterations. */
    public double errorNanos() {
        return new ListStatistics(nanos).getMeanErrorAt(CONFIDENCE);
    }

    /** Bytes an event, the median. */
    public double medianBytes() {
        return Numbers.median(bytes);
    }
}
