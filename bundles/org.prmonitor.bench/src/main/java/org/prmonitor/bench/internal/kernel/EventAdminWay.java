package org.prmonitor.bench.internal.kernel;

import java.io.IOException;
import java.util.Map;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.prmonitor.bench.internal.host.BenchException;
import org.prmonitor.bench.internal.host.Container;

/** Channel, pump, journal, EventAdmin lane; one handler, which reads a property of every event. */
final class EventAdminWay implements Way {

    private final String label;
    private final Container container;
    private final int ringBytes;

    /** @param eventAdmin whose it is, as in a table */
    EventAdminWay(String eventAdmin, Container container, int ringBytes) {
        this.label = "EventAdmin lane, " + eventAdmin;
        this.container = container;
        this.ringBytes = ringBytes;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public Reading open(int lingerMillis, int latencies) throws IOException, InterruptedException, BundleException, BenchException {
        container.startSource(KernelWorkload.CHANNEL, KernelWorkload.settings(ringBytes, lingerMillis));
        var tally = new Tally(latencies);
        var registration = container.context().registerService(
                EventHandler.class, tally, FrameworkUtil.asDictionary(Map.of(EventConstants.EVENT_TOPIC, "org/prmonitor/event/*")));
        return new SourceReading(container, tally, registration);
    }
}
