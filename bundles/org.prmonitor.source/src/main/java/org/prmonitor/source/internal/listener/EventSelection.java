package org.prmonitor.source.internal.listener;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Filter;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.source.internal.journal.Journal;

/**
 * Which events a listener wants. Losses always pass. Immutable.
 *
 * @param types what it asked for; empty for all
 * @param filter on the events' properties; null for none
 */
public record EventSelection(Set<EventType> types, @Nullable Filter filter) {

    /** Everything. */
    public static final EventSelection ALL = new EventSelection(Set.of(), null);

    /** Copies the types. */
    public EventSelection {
        types = Set.copyOf(types);
    }

    /** Whether nothing is left out. */
    public boolean isAll() {
        return types.isEmpty() && filter == null;
    }

    public boolean passes(MonitorEvent event) {
        if (Journal.isLoss(event)) {
            return true;
        }
        return isOfType(event) && (filter == null || filter.matches(event.properties()));
    }

    private boolean isOfType(MonitorEvent event) {
        if (types.isEmpty()) {
            return true;
        }
        for (var type : types) {
            if (type.includes(event)) {
                return true;
            }
        }
        return false;
    }
}
