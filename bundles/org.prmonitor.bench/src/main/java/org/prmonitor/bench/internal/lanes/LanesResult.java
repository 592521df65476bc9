package org.prmonitor.bench.internal.lanes;

import java.io.Serializable;
import java.util.List;

/**
 * One EventAdmin and our lanes beside it.
 *
 * @param eventAdmin as in a table
 * @param throughputs the bare loop first, that with ready-made properties, the EventAdmin lane, then the listener lane
 * @param latencies of a fast consumer, alone and beside a slow one
 */
public record LanesResult(String eventAdmin, List<Throughput> throughputs, List<Latency> latencies) implements Serializable {

    /** What EventAdmin takes from who makes every event and sends it. */
    public Throughput ceiling() {
        return throughputs.get(0);
    }

    /** What EventAdmin takes from who has next to nothing to do. */
    public Throughput readyMade() {
        return throughputs.get(1);
    }

    public Throughput eventAdminLane() {
        return throughputs.get(2);
    }

    /** With one listener. */
    public Throughput listenerLane() {
        return throughputs.get(3);
    }
}
