package org.prmonitor.bench.internal.jvm.benchmark;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.osgi.service.event.Event;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.source.internal.lane.RecordProperties;

/** EventAdmin's event is made of a record: starts and exits in turn. */
@State(Scope.Thread)
public class EventBenchmark {

    private static final int EVENTS = 1 << 12;

    private final MonitorEvent[] events = new WireRecords(EVENTS).events();
    private int index;

    /** As the EventAdmin lane does it. */
    @Benchmark
    public Event view() {
        var event = next();
        return new Event(event.topic(), new RecordProperties(event));
    }

    /** With a map, which an event copies, as a sender does it that has no view. */
    @Benchmark
    public Event copy() {
        var event = next();
        return new Event(event.topic(), event.properties());
    }

    private MonitorEvent next() {
        return events[index++ & EVENTS - 1];
    }
}
