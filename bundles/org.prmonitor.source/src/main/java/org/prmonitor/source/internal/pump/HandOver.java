package org.prmonitor.source.internal.pump;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessEvent;
import org.prmonitor.api.event.ProcessKey;

/**
 * From one channel to the next without a gap: the new one watches before the old one is drained for the last time and
 * closed, so that between the two moments both see everything. What the old one told in its last drain is left out when
 * the new one tells it too.
 *
 * <p>Two channels stamp one event at slightly different times, and one may know arguments that the other does not; what
 * they agree on is the process and what happened to it. That is unique for forks and exits; several starts of one
 * process are told apart by counting. Bounded by what the old channel's ring held. Pump's thread only.
 */
final class HandOver {

    private record Identity(Class<? extends MonitorEvent> type, ProcessKey key) {}

    /** How often the old channel told it, less how often the new one repeated it. */
    private final Map<Identity, Integer> told = new HashMap<>();

    /** When the old channel was closed; null while it is being drained. */
    private @Nullable Instant closedAt;

    /** The old channel told this in its last drain. */
    void told(MonitorEvent event) {
        if (event instanceof ProcessEvent process) {
            told.merge(new Identity(process.getClass(), process.processKey()), 1, Integer::sum);
        }
    }

    /** The old channel is closed. */
    void oldChannelClosed(Instant at) {
        closedAt = at;
    }

    boolean isDraining() {
        return closedAt == null;
    }

    /** Whether the new channel repeats what the old one told. */
    boolean isDuplicate(MonitorEvent event) {
        if (closedAt == null || !(event instanceof ProcessEvent process) || event.time().isAfter(closedAt)) {
            return false;
        }
        var identity = new Identity(process.getClass(), process.processKey());
        if (!told.containsKey(identity)) {
            return false;
        }
        told.computeIfPresent(identity, (same, count) -> count > 1 ? count - 1 : null);
        return true;
    }
}
