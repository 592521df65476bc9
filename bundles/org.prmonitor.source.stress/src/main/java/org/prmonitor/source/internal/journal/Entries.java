package org.prmonitor.source.internal.journal;

import java.time.Instant;
import java.util.stream.LongStream;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.LossPlace;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.testkit.ScriptedProcess;

/** Entries for a journal under stress, made beforehand: the race is about the journal, and must not wait for their making. */
final class Entries {

    private static final MonitorEvent[] EVENTS = LongStream.rangeClosed(1, 64)
            .mapToObj(sequence -> ScriptedProcess.of(1).exited(0).factory().apply(header(sequence)))
            .toArray(MonitorEvent[]::new);

    private static final MonitorEvent[] PAIRS_LOST = LongStream.rangeClosed(1, 63)
            .mapToObj(from -> new EventsLost(header(from + 1), 2L, from, from + 1, LossPlace.KERNEL))
            .toArray(MonitorEvent[]::new);

    private Entries() {}

    /** An event with that number, from 1 to 64. */
    static MonitorEvent event(int sequence) {
        return EVENTS[sequence - 1];
    }

    /** The kernel lost the number {@code from} and the next one. */
    static MonitorEvent pairLost(int from) {
        return PAIRS_LOST[from - 1];
    }

    private static EventHeader header(long sequence) {
        return new EventHeader(sequence, Instant.EPOCH, "stress");
    }
}
