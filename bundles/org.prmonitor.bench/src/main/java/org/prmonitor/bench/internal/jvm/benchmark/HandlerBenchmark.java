package org.prmonitor.bench.internal.jvm.benchmark;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.bench.internal.host.Container;
import org.prmonitor.bench.internal.host.FrameworkKind;
import org.prmonitor.source.internal.lane.RecordProperties;
import org.prmonitor.testkit.internal.EmbeddedFramework;

/**
 * EventAdmin gives an event to every handler, one after the other, on the thread that sends: Felix's, with {@code Timeout=0} as prmonitor
 * runs it. The event is made as the EventAdmin lane makes it, and what is missing to that lane is its read from the journal.
 */
@State(Scope.Thread)
public class HandlerBenchmark {

    private static final int EVENTS = 1 << 12;

    @Param({"1", "10", "100"})
    private int handlers;

    private final MonitorEvent[] events = new WireRecords(EVENTS).events();
    private int index;
    private @Nullable EmbeddedFramework framework;
    private @Nullable EventAdmin eventAdmin;

    @Setup
    public void register(Blackhole blackhole) throws Exception {
        var started = EmbeddedFramework.start(HandlerBenchmark.class.getClassLoader(), List.of());
        framework = started;
        var topics = FrameworkUtil.asDictionary(Map.of(EventConstants.EVENT_TOPIC, "org/prmonitor/event/*"));
        for (var number = 1; number <= handlers; number++) {
            EventHandler handler = blackhole::consume;
            started.context().registerService(EventHandler.class, handler, topics);
        }
        try (var container = new Container(started.context(), FrameworkKind.FELIX)) {
            eventAdmin = container.service(EventAdmin.class);
        }
    }

    @TearDown
    public void stop() throws Exception {
        Objects.requireNonNull(framework).close();
    }

    @Benchmark
    public void handlers() {
        var event = events[index++ & EVENTS - 1];
        Objects.requireNonNull(eventAdmin).sendEvent(new Event(event.topic(), new RecordProperties(event)));
    }
}
