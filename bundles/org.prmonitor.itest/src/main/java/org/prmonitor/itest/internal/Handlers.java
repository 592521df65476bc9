package org.prmonitor.itest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;

/** What the components of {@code org.prmonitor.itest.handlers} received. */
final class Handlers {

    private final BundleContext context;

    Handlers(BundleContext context) {
        this.context = context;
    }

    /** The queue of the component whose {@code handler} property this is. */
    @SuppressWarnings("unchecked")
    BlockingQueue<Map<String, Object>> queue(String handler) {
        try {
            var references = List.copyOf(context.getServiceReferences(Supplier.class, "(handler=" + handler + ")"));
            assertEquals(1, references.size(), () -> "handlers named " + handler);
            return (BlockingQueue<Map<String, Object>>) context.getService(references.get(0)).get();
        } catch (InvalidSyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** What a component received since it was last asked. */
    List<Map<String, Object>> received(String handler) {
        var events = new ArrayList<Map<String, Object>>();
        queue(handler).drainTo(events);
        return events;
    }

    /** The same, each as its action and process id within its generation: {@code STARTED 42}. */
    List<String> actions(String handler) {
        return received(handler).stream().map(Handlers::action).toList();
    }

    static String action(Map<String, Object> properties) {
        var topic = (String) properties.get("event.topics");
        var action = topic.substring(topic.lastIndexOf('/') + 1);
        return properties.get("process.id") instanceof Long id ? action + " " + id % ScriptedEvents.GENERATION : action;
    }

    /** Forgets what came before. */
    void clear() {
        List.of("started", "processes", "everything", "failed", "shells", "losses", "foreign").forEach(name -> queue(name).clear());
    }
}
