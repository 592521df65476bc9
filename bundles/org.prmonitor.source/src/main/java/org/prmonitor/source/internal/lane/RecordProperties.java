package org.prmonitor.source.internal.lane;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.service.event.EventProperties;
import org.prmonitor.api.event.EventKeys;
import org.prmonitor.api.event.MonitorEvent;

/**
 * A record's properties as EventAdmin takes them, without a copy: a value is worked out when a filter or a handler asks
 * for it, and most are never asked for. {@link org.osgi.service.event.Event} keeps properties of this kind as they are, and
 * copies every other map. {@code event.topics} is EventAdmin's own key and is left out, as its contract has it.
 */
public final class RecordProperties extends EventProperties {

    private final MonitorEvent event;

    /** Made when somebody asks, perhaps twice where two threads do: all of its fields are final, so that either will do. */
    private @Nullable Map<String, Object> view;

    /** A view of it. */
    public RecordProperties(MonitorEvent event) {
        super(Map.of());
        this.event = event;
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        return EventKeys.TOPIC.equals(key) ? null : view().get(key);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return get(key) != null;
    }

    @Override
    public boolean containsValue(@Nullable Object value) {
        return values().contains(value);
    }

    @Override
    public int size() {
        return view().size() - 1;
    }

    @Override
    public boolean isEmpty() {
        return false;
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return copy().entrySet();
    }

    @Override
    public Set<String> keySet() {
        return copy().keySet();
    }

    @Override
    public Collection<Object> values() {
        return copy().values();
    }

    /** Equal where the record is. Never equal to a copy: {@link EventProperties} compares maps of its own, which is empty here. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RecordProperties properties && event.equals(properties.event);
    }

    @Override
    public int hashCode() {
        return event.hashCode();
    }

    @Override
    public String toString() {
        return event.toString();
    }

    private EventProperties copy() {
        return new EventProperties(view());
    }

    private Map<String, Object> view() {
        var made = view;
        if (made == null) {
            made = event.properties();
            view = made;
        }
        return made;
    }
}
