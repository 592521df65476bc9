package org.prmonitor.bench.internal.kernel;

import java.io.IOException;
import java.util.Map;
import org.osgi.framework.BundleException;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.bench.internal.host.BenchException;
import org.prmonitor.bench.internal.host.Container;

/** A way through our source: channel, pump, process table, journal, and what a subclass puts behind it. */
abstract class SourceWay extends OwnWay {

    /** @param label as in a table */
    SourceWay(String label, Container container, int ringBytes) {
        super(label, container, ringBytes);
    }

    @Override
    public final Reading open(int lingerMillis, int latencies) throws IOException, InterruptedException, BundleException, BenchException {
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
