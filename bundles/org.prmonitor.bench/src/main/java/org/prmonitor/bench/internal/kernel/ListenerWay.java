package org.prmonitor.bench.internal.kernel;

import java.io.IOException;
import java.util.Map;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.MonitorListener;
import org.prmonitor.bench.internal.host.BenchException;
import org.prmonitor.bench.internal.host.Container;
import org.prmonitor.bench.internal.host.Listeners;

/** Channel, pump, journal, listener lane; one listener. */
final class ListenerWay implements Way {

    static final String LABEL = "listener lane";

    private final Container container;
    private final int ringBytes;

    ListenerWay(Container container, int ringBytes) {
        this.container = container;
        this.ringBytes = ringBytes;
    }

    @Override
    public String label() {
        return LABEL;
    }

    @Override
    public Reading open(int lingerMillis, int latencies) throws IOException, InterruptedException, BundleException, BenchException {
        var source = container.startSource(KernelWorkload.CHANNEL, KernelWorkload.settings(ringBytes, lingerMillis));
        var tally = new Tally(latencies);
        // An id of its own each time: a known one would go on where the last measurement left it.
        var registration = container.context().registerService(
                MonitorEventListener.class,
                tally,
                FrameworkUtil.asDictionary(Map.of(MonitorListener.PREFIX_ + "id", "bench.kernel." + System.nanoTime())));
        Listeners.awaitRunning(source, 1);
        return new SourceReading(container, tally, registration);
    }
}
