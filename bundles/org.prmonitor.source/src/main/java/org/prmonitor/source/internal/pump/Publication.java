package org.prmonitor.source.internal.pump;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Filter;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessForked;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.source.internal.journal.Journal;

/**
 * What gets a number and is published. Immutable.
 *
 * @param started process starts
 * @param forked forks
 * @param exited exits
 * @param filter on the events' properties; null for none
 */
record Publication(boolean started, boolean forked, boolean exited, @Nullable Filter filter) {

    static Publication of(Set<EventType> types, @Nullable Filter filter) {
        return new Publication(
                types.contains(EventType.STARTED), types.contains(EventType.FORKED), types.contains(EventType.EXITED), filter);
    }

    /** Whether events of this kind are wanted; of a family that the process table knows nothing of, what was asked for came. */
    boolean wantsKind(MonitorEvent event) {
        if (event instanceof ProcessStarted) {
            return started;
        }
        if (event instanceof ProcessForked) {
            return forked;
        }
        return !(event instanceof ProcessExited) || exited;
    }

    /** Whether this event passes the filter. Losses always do. */
    boolean passesFilter(MonitorEvent event) {
        return filter == null || Journal.isLoss(event) || filter.matches(event.properties());
    }
}
