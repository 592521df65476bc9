package org.prmonitor.bench.internal.lanes;

import java.io.Serializable;
import java.util.List;

/**
 * One EventAdmin and our lanes beside it.
 *
 * @param eventAdmin as in a table
 * @param throughputs the ceiling first, then the EventAdmin lane, then the listener lane
 * @param latencies of a fast consumer, alone and beside a slow one
 */
public record LanesResult(String eventAdmin, List<Throughput> throughputs, List<Latency> latencies) implements Serializable {

    public Throughput ceiling() {
        return throughputs.get(0);
    }

    public Throughput eventAdminLane() {
        return throughputs.get(1);
    }

    /** With one listener. */
    public Throughput listenerLane() {
        return throughputs.get(2);
    }
}
