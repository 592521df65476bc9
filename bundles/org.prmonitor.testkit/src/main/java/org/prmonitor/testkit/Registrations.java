package org.prmonitor.testkit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.MonitorListener;
import org.prmonitor.api.Resume;
import org.prmonitor.api.event.EventType;

/** What a test has registered and not ended yet. Any thread. */
final class Registrations {

    private final BundleContext context;

    /** The newest first. Guarded by itself. */
    private final Deque<ScriptedSource.Registration> open = new ArrayDeque<>();

    Registrations(BundleContext context) {
        this.context = context;
    }

    /** As {@link ScriptedSource#listen(String, Set, String, Resume, MonitorEventListener)}. */
    ScriptedSource.Registration listener(String id, Set<EventType> wanted, String filter, Resume resume, MonitorEventListener listener) {
        var properties = Map.of(
                MonitorListener.PREFIX_ + "id", id,
                MonitorListener.PREFIX_ + "types", wanted.stream().map(EventType::name).toArray(String[]::new),
                MonitorListener.PREFIX_ + "filter", filter,
                MonitorListener.PREFIX_ + "resume", resume.name());
        return register(MonitorEventListener.class, listener, properties);
    }

    /** As {@link ScriptedSource#handle(String, String, EventHandler)}. */
    ScriptedSource.Registration handler(String topic, String filter, EventHandler handler) {
        var properties = new HashMap<String, Object>();
        properties.put(EventConstants.EVENT_TOPIC, topic);
        if (!filter.isEmpty()) {
            properties.put(EventConstants.EVENT_FILTER, filter);
        }
        return register(EventHandler.class, handler, properties);
    }

    private <S> ScriptedSource.Registration register(Class<S> type, S service, Map<String, ?> properties) {
        var registered = context.registerService(type, service, new Hashtable<>(properties));
        var handle = new ScriptedSource.Registration() {
            @Override
            public void close() {
                boolean first;
                synchronized (open) {
                    first = open.remove(this);
                }
                if (first) {
                    registered.unregister();
                }
            }
        };
        synchronized (open) {
            open.push(handle);
        }
        return handle;
    }

    /** Ends all of them, the newest first. */
    void close() {
        for (var newest = newest(); newest != null; newest = newest()) {
            newest.close();
        }
    }

    private ScriptedSource.@Nullable Registration newest() {
        synchronized (open) {
            return open.peek();
        }
    }
}
