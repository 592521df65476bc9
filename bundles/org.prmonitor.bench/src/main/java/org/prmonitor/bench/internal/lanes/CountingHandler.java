package org.prmonitor.bench.internal.lanes;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.prmonitor.api.event.EventTopics;
import org.prmonitor.bench.internal.host.Consumption;

/** Does nothing but count. EventAdmin calls it once at a time, though not always on the same thread. */
record CountingHandler(AtomicLong count) implements EventHandler {

    ServiceRegistration<?> register(BundleContext context) {
        return context.registerService(
                EventHandler.class, this, FrameworkUtil.asDictionary(Map.of(EventConstants.EVENT_TOPIC, EventTopics.PROCESS_EXITED)));
    }

    @Override
    public void handleEvent(Event event) {
        Consumption.count(count);
    }
}
