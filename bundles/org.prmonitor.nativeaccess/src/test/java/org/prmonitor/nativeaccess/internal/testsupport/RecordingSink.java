package org.prmonitor.nativeaccess.internal.testsupport;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.prmonitor.api.channel.MonitorEventSink;
import org.prmonitor.api.event.MonitorEvent;

/** Keeps what it gets, and numbers it as the journal does. One thread. */
public final class RecordingSink implements MonitorEventSink {

    private final List<MonitorEvent> events = new ArrayList<>();
    private long next = 1;
    private long lost;
    private int losses;

    @Override
    public long nextSequence() {
        return next;
    }

    @Override
    public void accept(MonitorEvent event) {
        Assertions.assertEquals(next, event.sequence());
        events.add(event);
        next++;
    }

    @Override
    public void lost(long count) {
        Assertions.assertTrue(count > 0, () -> "lost " + count);
        next += count;
        lost += count;
        losses++;
    }

    public List<MonitorEvent> events() {
        return events;
    }

    public <E extends MonitorEvent> Stream<E> events(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast);
    }

    public long lost() {
        return lost;
    }

    /** How often something was lost. */
    public int losses() {
        return losses;
    }
}
