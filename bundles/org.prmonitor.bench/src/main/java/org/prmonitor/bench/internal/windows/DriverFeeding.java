package org.prmonitor.bench.internal.windows;

import java.io.Serializable;
import org.prmonitor.bench.internal.kernel.Latencies;

/**
 * What one reader got of one feed.
 *
 * @param raised events that the driver raised
 * @param taken events that came
 * @param lost events that were told lost
 * @param seconds from the first event that was taken to the last
 * @param processorSeconds that the reading thread was on a processor
 * @param latencies of those that came, from the driver's time stamp
 */
public record DriverFeeding(long raised, long taken, long lost, double seconds, double processorSeconds, Latencies latencies)
        implements Serializable {

    public double perSecond() {
        return taken / seconds;
    }

    public double processorNanosPerEvent() {
        return processorSeconds * 1e9 / taken;
    }

    /** Whether what is missing was told. */
    public boolean isAccountedFor() {
        return raised == taken + lost;
    }
}
