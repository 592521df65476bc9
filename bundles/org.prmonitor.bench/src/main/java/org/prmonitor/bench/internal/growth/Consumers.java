package org.prmonitor.bench.internal.growth;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.MonitorListener;
import org.prmonitor.api.event.EventTopics;
import org.prmonitor.api.event.LossEvent;
import org.prmonitor.bench.internal.host.Consumption;

/**
 * Who takes the events.
 *
 * @param count how many
 * @param areHandlers whether they are EventHandlers, on the EventAdmin lane, and not listeners
 * @param choice what each of them wants
 */
record Consumers(int count, boolean areHandlers, Choice choice) {

    /** How many places of listeners there will be. */
    int listeners() {
        return areHandlers ? 0 : count;
    }

    /** Registers them, each with a counter of its own. */
    List<ServiceRegistration<?>> register(BundleContext context, Consumption consumption) {
        var registrations = new ArrayList<ServiceRegistration<?>>();
        for (var number = 1; number <= count; number++) {
            var counter = consumption.newCounter();
            registrations.add(areHandlers ? handler(context, number, counter) : listener(context, number, counter));
        }
        return registrations;
    }

    private ServiceRegistration<?> listener(BundleContext context, int number, AtomicLong counter) {
        var properties = new HashMap<String, Object>(Map.of(MonitorListener.PREFIX_ + "id", "bench.growth." + number));
        var filter = choice.filter(number);
        if (filter != null) {
            properties.put(MonitorListener.PREFIX_ + "filter", filter);
        }
        var interval = choice.interval();
        MonitorEventListener listener = event -> {
            // One that was told of a loss never comes to the end, and the measurement says so.
            if (!(event instanceof LossEvent)) {
                Consumption.count(counter, interval);
            }
        };
        return context.registerService(MonitorEventListener.class, listener, FrameworkUtil.asDictionary(properties));
    }

    private ServiceRegistration<?> handler(BundleContext context, int number, AtomicLong counter) {
        var properties = new HashMap<String, Object>(Map.of(EventConstants.EVENT_TOPIC, EventTopics.PROCESS_EXITED));
        var filter = choice.filter(number);
        if (filter != null) {
            properties.put(EventConstants.EVENT_FILTER, filter);
        }
        var interval = choice.interval();
        EventHandler handler = event -> Consumption.count(counter, interval);
        return context.registerService(EventHandler.class, handler, FrameworkUtil.asDictionary(properties));
    }
}
