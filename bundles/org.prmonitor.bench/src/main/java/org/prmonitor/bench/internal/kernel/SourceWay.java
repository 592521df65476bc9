package org.prmonitor.bench.internal.kernel;

import java.io.IOException;
import java.util.Map;
import org.osgi.framework.BundleException;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.bench.internal.host.BenchException;
import org.prmonitor.bench.internal.host.Container;

/**
 * A way through our source: channel, pump, process table, journal, and what a subclass puts behind it. Where that is not the
 * EventAdmin lane, EventAdmin is stopped: the lane sends it every event, whether or not anybody handles them, and would be measured
 * with each stage.
 */
abstract class SourceWay extends OwnWay {

    private final boolean needsEventAdmin;

    /** @param label as in a table */
    SourceWay(String label, Container container, int ringBytes, boolean needsEventAdmin) {
        super(label, container, ringBytes);
        this.needsEventAdmin = needsEventAdmin;
    }

    @Override
    public final Reading open(int lingerMillis, int latencies) throws IOException, InterruptedException, BundleException, BenchException {
        container.setEventAdmin(needsEventAdmin);
        var settings = Map.of("ringBytes", ringBytes, "lingerMillis", lingerMillis);
        return read(container.startSource(KernelWorkload.CHANNEL, settings), new Tally(latencies));
    }

    /**
     * Begins to read.
     *
     * @param source that watches
     * @param tally a consumer, which has got nothing yet
     */
    abstract Reading read(MonitorEventSource source, Tally tally) throws InterruptedException, BenchException;
}
