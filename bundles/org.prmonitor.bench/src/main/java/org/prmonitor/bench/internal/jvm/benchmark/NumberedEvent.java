package org.prmonitor.bench.internal.jvm.benchmark;

import java.util.Map;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.MonitorEvent;

/**
 * An event that gets a new number whenever it is appended again: what a journal and a lane cost is to be measured without the
 * making of events. It must not be given another one while anybody may still read it.
 */
final class NumberedEvent implements MonitorEvent {

    private final MonitorEvent event;

    /** Set by who appends it, before the append, which publishes it. */
    private long sequence;

    NumberedEvent(MonitorEvent event) {
        this.event = event;
    }

    /** As many as the records have. */
    static NumberedEvent[] all(WireRecords records) {
        var events = records.events();
        var numbered = new NumberedEvent[events.length];
        for (var index = 0; index < events.length; index++) {
            numbered[index] = new NumberedEvent(events[index]);
        }
        return numbered;
    }

    /** The same event under another number. */
    NumberedEvent as(long newSequence) {
        sequence = newSequence;
        return this;
    }

    @Override
    public long sequence() {
        return sequence;
    }

    @Override
    public EventHeader header() {
        return event.header();
    }

    @Override
    public String topic() {
        return event.topic();
    }

    @Override
    public Map<String, Object> properties() {
        return event.properties();
    }
}
