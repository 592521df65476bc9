package org.prmonitor.matrix.probe;

import java.time.Duration;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.api.MonitorListener;

/**
 * A consumer on both lanes that hands on what it is given, as types of the JDK, to who started the container. And what only a
 * bundle can ask of the source: to let everything through that the kernel has seen.
 */
public final class ProbeActivator implements BundleActivator {

    /** Property of the service that takes what the lanes gave. */
    public static final String TAKER = "prmonitor.matrix.taker";

    /** Property of the service that waits for the kernel's events and returns the last number. */
    public static final String FLUSH = "prmonitor.matrix.flush";

    /** Which lane: {@code listener} or {@code event-admin}. */
    public static final String LANE = "lane";

    /** What is handed on: an exact command line, and how the same process ended. */
    private static final Set<String> KEYS = Set.of("event.topics", "process.id", "command.args", "exit.code");

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    @SuppressWarnings("unchecked")
    public void start(BundleContext context) throws Exception {
        var reference = context.getServiceReferences(Consumer.class, "(" + TAKER + "=*)").iterator().next();
        var taker = (Consumer<Map<String, Object>>) context.getService(reference);
        EventHandler handler = event -> taker.accept(seen("event-admin", properties(event)));
        context.registerService(EventHandler.class, handler, properties(EventConstants.EVENT_TOPIC, "org/prmonitor/event/ProcessEvent/*"));
        MonitorEventListener listener = event -> taker.accept(seen("listener", event.properties()));
        context.registerService(MonitorEventListener.class, listener, properties(MonitorListener.PREFIX_ + "id", "matrix.probe"));
        context.registerService(Callable.class, () -> flush(context), properties(FLUSH, "true"));
    }

    @Override
    public void stop(BundleContext context) {
        // The framework takes the services back.
    }

    private static Hashtable<String, Object> properties(String key, Object value) {
        return new Hashtable<>(Map.of(key, value));
    }

    private static Map<String, Object> seen(String lane, Map<String, Object> properties) {
        var seen = new HashMap<>(properties);
        seen.keySet().retainAll(KEYS);
        seen.put(LANE, lane);
        return seen;
    }

    private static Map<String, Object> properties(Event event) {
        return KEYS.stream().filter(event::containsProperty).collect(Collectors.toMap(key -> key, event::getProperty));
    }

    private static Long flush(BundleContext context) throws InterruptedException {
        var reference = context.getServiceReference(MonitorEventSource.class);
        if (reference == null) {
            throw new IllegalStateException("no MonitorEventSource");
        }
        var source = context.getService(reference);
        if (!source.flush(PATIENCE)) {
            throw new IllegalStateException("the kernel's events did not come through within " + PATIENCE.toSeconds() + " s");
        }
        return source.status().lastSequence();
    }
}
