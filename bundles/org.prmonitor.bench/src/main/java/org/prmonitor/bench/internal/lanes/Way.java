package org.prmonitor.bench.internal.lanes;

import org.prmonitor.bench.internal.host.BenchException;

/** One way of an event to a consumer, whose speed is measured. */
interface Way {

    /** As in a table. */
    String label();

    /**
     * Lets events through as fast as they go.
     *
     * @param warmUpNanos before it counts
     * @param nanos for how long it counts
     */
    Speed measure(long warmUpNanos, long nanos) throws InterruptedException, BenchException;
}
