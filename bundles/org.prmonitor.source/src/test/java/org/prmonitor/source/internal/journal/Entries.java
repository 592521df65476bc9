package org.prmonitor.source.internal.journal;

import java.time.Instant;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.LossPlace;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.testkit.ScriptedProcess;

/** Entries for a journal under test. */
public final class Entries {

    private Entries() {}

    public static MonitorEvent event(long sequence) {
        return ScriptedProcess.of(1).exited(0).factory().apply(header(sequence));
    }

    public static EventsLost lost(long from, long to) {
        return lost(from, to, LossPlace.KERNEL);
    }

    public static EventsLost lost(long from, long to, LossPlace place) {
        return new EventsLost(header(to), to - from + 1, from, to, place);
    }

    private static EventHeader header(long sequence) {
        return new EventHeader(sequence, Instant.EPOCH, "test");
    }
}
