package org.prmonitor.bench.internal.lanes;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.api.MonitorListener;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventTopics;
import org.prmonitor.bench.internal.host.BenchException;
import org.prmonitor.bench.internal.host.Container;
import org.prmonitor.bench.internal.host.Listeners;
import org.prmonitor.testkit.ScriptedChannelProvider;
import org.prmonitor.testkit.ScriptedFeed;
import org.prmonitor.testkit.SteadyRate;

/** A fast consumer, alone and beside one that takes a millisecond an event. */
final class LatencyRun {

    private static final int RATE = 20_000;
    private static final String ALONE = "none";
    private static final String SLOW = "one that takes 1 ms an event";
    private static final long PAUSE_NANOS = 200_000;

    private final Container container;
    private final MonitorEventSource source;
    private final ScriptedChannelProvider channel;
    private final EventAdmin eventAdmin;
    private final int seconds;

    LatencyRun(Container container, MonitorEventSource source, ScriptedChannelProvider channel, EventAdmin eventAdmin, int seconds) {
        this.container = container;
        this.source = source;
        this.channel = channel;
        this.eventAdmin = eventAdmin;
        this.seconds = seconds;
    }

    List<Latency> run() throws InterruptedException, BenchException {
        var latencies = new ArrayList<Latency>();
        for (var neighbour : List.of(ALONE, SLOW)) {
            latencies.add(listenerLane(neighbour));
            latencies.add(bareEventAdmin(neighbour));
        }
        return latencies;
    }

    private Latency listenerLane(String neighbour) throws InterruptedException, BenchException {
        var probe = new LatencyProbe(RATE * seconds);
        var registrations = new ArrayList<ServiceRegistration<?>>();
        try {
            registrations.add(listener(probe, "bench.fast"));
            if (neighbour.equals(SLOW)) {
                registrations.add(listener(new SlowNeighbour(), "bench.slow"));
            }
            Listeners.awaitRunning(source, registrations.size());
            channel.feed(ScriptedFeed.exits(new SteadyRate(RATE)));
            TimeUnit.SECONDS.sleep(seconds);
            return probe.latency("listener lane", neighbour);
        } finally {
            channel.endFeed();
            registrations.forEach(ServiceRegistration::unregister);
        }
    }

    private Latency bareEventAdmin(String neighbour) {
        var probe = new LatencyProbe(RATE * seconds);
        var registrations = new ArrayList<ServiceRegistration<?>>();
        try {
            // Before the fast one in EventAdmin's order, where that is the order of registration.
            if (neighbour.equals(SLOW)) {
                registrations.add(handler(new SlowNeighbour()));
            }
            registrations.add(handler(probe));
            post(new SteadyRate(RATE));
            return probe.latency("bare EventAdmin, postEvent", neighbour);
        } finally {
            registrations.forEach(ServiceRegistration::unregister);
        }
    }

    private void post(SteadyRate due) {
        var events = ScriptedFeed.exits(due).factory();
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (var number = 1L; System.nanoTime() < deadline; ) {
            for (var until = due.getAsLong(); number <= until; number++) {
                var event = events.create(number, new EventHeader(number, Instant.now(), "bare"));
                eventAdmin.postEvent(new Event(event.topic(), event.properties()));
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private ServiceRegistration<?> listener(MonitorEventListener listener, String name) {
        var properties = new HashMap<String, Object>();
        properties.put(MonitorListener.PREFIX_ + "id", name + "." + System.nanoTime());
        return container.context().registerService(MonitorEventListener.class, listener, FrameworkUtil.asDictionary(properties));
    }

    private ServiceRegistration<?> handler(EventHandler handler) {
        return container.context().registerService(
                EventHandler.class, handler, FrameworkUtil.asDictionary(Map.of(EventConstants.EVENT_TOPIC, EventTopics.PROCESS_EXITED)));
    }
}
