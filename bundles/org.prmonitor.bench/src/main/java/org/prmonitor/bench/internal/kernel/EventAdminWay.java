package org.prmonitor.bench.internal.kernel;

import java.util.Map;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.bench.internal.host.Container;

/** Channel, pump, journal, EventAdmin lane; one handler, which reads a property of every event. */
final class EventAdminWay extends SourceWay {

    /** @param eventAdmin whose it is, as in a table */
    EventAdminWay(String eventAdmin, Container container, int ringBytes) {
        super("EventAdmin lane, " + eventAdmin, container, ringBytes);
    }

    @Override
    Reading read(MonitorEventSource source, Tally tally) {
        var registration = container.context().registerService(
                EventHandler.class, tally, FrameworkUtil.asDictionary(Map.of(EventConstants.EVENT_TOPIC, "org/prmonitor/event/*")));
        return new SourceReading(container, tally, registration::unregister);
    }
}
