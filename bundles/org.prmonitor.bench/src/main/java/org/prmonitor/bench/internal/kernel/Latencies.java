package org.prmonitor.bench.internal.kernel;

import java.io.Serializable;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How long events took from the kernel's time stamp to the consumer, in microseconds.
 *
 * @param events how many
 * @param p50 half of them took no longer
 * @param p99 one in a hundred took longer
 * @param p999 one in a thousand took longer
 * @param max the longest
 */
public record Latencies(long events, double p50, double p99, double p999, double max) implements Serializable {

    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final double NANOS_PER_MICRO = 1e3;

    /** Exact to a thousandth. */
    public static Histogram histogram() {
        return new Histogram(LONGEST_NANOS, 3);
    }

    /** A clock that was set in between may make a latency negative. */
    public static void note(Histogram histogram, long nanos) {
        histogram.recordValue(Math.max(0, Math.min(LONGEST_NANOS, nanos)));
    }

    public static Latencies of(Histogram nanos) {
        return new Latencies(
                nanos.getTotalCount(),
                nanos.getValueAtPercentile(50) / NANOS_PER_MICRO,
                nanos.getValueAtPercentile(99) / NANOS_PER_MICRO,
                nanos.getValueAtPercentile(99.9) / NANOS_PER_MICRO,
                nanos.getMaxValue() / NANOS_PER_MICRO);
    }
}
