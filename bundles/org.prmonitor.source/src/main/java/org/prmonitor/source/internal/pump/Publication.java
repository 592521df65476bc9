package org.prmonitor.source.internal.pump;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Filter;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.ImageEvent;
import org.prmonitor.api.event.LossEvent;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessForked;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.api.event.RegistryEvent;

/**
 * What gets a number and is published. Immutable.
 *
 * @param started process starts
 * @param forked forks
 * @param exited exits
 * @param images images that were mapped
 * @param registry changes of the registry
 * @param filter on the events' properties; null for none
 */
record Publication(
        boolean started, boolean forked, boolean exited, boolean images, boolean registry, @Nullable Filter filter) {

    static Publication of(Set<EventType> types, @Nullable Filter filter) {
        return new Publication(
                types.contains(EventType.STARTED),
                types.contains(EventType.FORKED),
                types.contains(EventType.EXITED),
                types.contains(EventType.IMAGES),
                types.contains(EventType.REGISTRY),
                filter);
    }

    /** Whether events of this kind are wanted; of a family that came after this bundle, what a channel was asked for came. */
    boolean wantsKind(MonitorEvent event) {
        if (event instanceof ProcessStarted) {
            return started;
        }
        if (event instanceof ProcessForked) {
            return forked;
        }
        if (event instanceof ProcessExited) {
            return exited;
        }
        if (event instanceof ImageEvent) {
            return images;
        }
        return !(event instanceof RegistryEvent) || registry;
    }

    /** Whether this event passes the filter. Losses always do. */
    boolean passesFilter(MonitorEvent event) {
        return filter == null || event instanceof LossEvent || filter.matches(event.properties());
    }
}
