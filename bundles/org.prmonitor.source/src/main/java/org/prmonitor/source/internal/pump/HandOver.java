package org.prmonitor.source.internal.pump;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessEvent;
import org.prmonitor.api.event.ProcessStarted;

/**
 * From one channel to the next without a gap: the new one watches before the old one is drained for the last time and
 * closed, so that between the two moments both see everything. What the old one told is left out when the new one tells it
 * too.
 *
 * <p>Two channels stamp one event at different times, one may know arguments that the other does not, and their hooks lie
 * at different places in the kernel: an exit passes the eBPF one before the memory is torn down and the process
 * connector's after it. What they agree on is the process and what happened to it. That is unique for forks and exits;
 * several starts of one process are told apart by counting, and by the time. A channel that was not there when a process
 * was born, and finds it gone, can only guess the start in its key: then the process id and about the same time will do,
 * because no id comes back so soon. Bounded by what the old channel's ring held. Pump's thread only.
 */
final class HandOver {

    /** How far apart the hooks of two channels may be passed by one event. */
    private static final Duration SPREAD = Duration.ofSeconds(1);

    /** How far apart two channels stamp one event at most, where nothing but the process id says that it is one. */
    private static final Duration SAME_MOMENT = Duration.ofMillis(250);

    private record Happening(Class<? extends MonitorEvent> type, long processId) {}

    /** What the old channel told and the new one has not repeated yet. */
    private final Map<Happening, List<ProcessEvent>> told = new HashMap<>();

    /** When the old channel was closed; null until then. */
    private @Nullable Instant closedAt;

    /**
     * The new channel is about to be opened.
     *
     * @param recent what was told last: an event that has passed the old channel's hook may reach the new one's yet
     */
    HandOver(List<MonitorEvent> recent, Instant now) {
        var from = now.minus(SPREAD);
        for (var event : recent) {
            if (event.time().isAfter(from)) {
                told(event);
            }
        }
    }

    /** The old channel told this after the new one was opened. */
    void told(MonitorEvent event) {
        if (event instanceof ProcessEvent process) {
            told.computeIfAbsent(happening(process), same -> new ArrayList<>(1)).add(process);
        }
    }

    /** The old channel is closed. */
    void oldChannelClosed(Instant at) {
        closedAt = at;
    }

    /** Whether the new channel repeats what the old one told. */
    boolean isDuplicate(MonitorEvent event) {
        if (closedAt == null
                || !(event instanceof ProcessEvent process)
                || process instanceof ProcessStarted && process.time().isAfter(closedAt)) {
            return false;
        }
        var candidates = told.get(happening(process));
        if (candidates == null) {
            return false;
        }
        for (var candidate : candidates) {
            if (isSame(candidate, process)) {
                candidates.remove(candidate);
                return true;
            }
        }
        return false;
    }

    /** Whether the old channel is still drained. */
    boolean isDraining() {
        return closedAt == null;
    }

    /** Whether nothing that the old channel told can arrive any more, in a drain that begins now. */
    boolean isOver(Instant now) {
        return closedAt != null && now.isAfter(closedAt.plus(SPREAD));
    }

    private static boolean isSame(ProcessEvent one, ProcessEvent other) {
        return one.processKey().equals(other.processKey())
                || Duration.between(one.time(), other.time()).abs().compareTo(SAME_MOMENT) <= 0;
    }

    private static Happening happening(ProcessEvent event) {
        return new Happening(event.getClass(), event.processId());
    }
}
