package org.prmonitor.bench.internal.lanes;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.osgi.framework.BundleContext;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventProperties;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.testkit.ScriptedFeed;

/**
 * The ceiling of an EventAdmin: one thread sends the same events to one handler in a bare loop. The properties are ready-made,
 * which costs a sender nothing; no sender can be faster.
 */
final class BareEventAdmin implements Way {

    /** Few enough to stay in the processor's cache. */
    private static final int PREPARED = 1_024;

    private final BundleContext context;
    private final EventAdmin eventAdmin;
    private final String[] topics = new String[PREPARED];
    private final EventProperties[] properties;

    BareEventAdmin(BundleContext context, EventAdmin eventAdmin) {
        this.context = context;
        this.eventAdmin = eventAdmin;
        var events = ScriptedFeed.exits(() -> 0).factory();
        var records = IntStream.rangeClosed(1, PREPARED)
                .mapToObj(number -> events.create(number, new EventHeader(number, Instant.now(), "bare")))
                .toList();
        for (var index = 0; index < PREPARED; index++) {
            topics[index] = records.get(index).topic();
        }
        properties = records.stream().map(event -> new EventProperties(event.properties())).toArray(EventProperties[]::new);
    }

    @Override
    public String label() {
        return "EventAdmin's own ceiling";
    }

    @Override
    public Speed measure(long warmUpNanos, long nanos) {
        var count = new AtomicLong();
        var registration = new CountingHandler(count).register(context);
        try {
            send(warmUpNanos);
            var before = count.getAcquire();
            var processor = ProcessorTime.ofThisThread();
            var begin = System.nanoTime();
            send(nanos);
            var events = (count.getAcquire() - before) * 1e9;
            return new Speed(events / (System.nanoTime() - begin), events / (ProcessorTime.ofThisThread() - processor));
        } finally {
            registration.unregister();
        }
    }

    private void send(long nanos) {
        var deadline = System.nanoTime() + nanos;
        while (System.nanoTime() < deadline) {
            for (var index = 0; index < PREPARED; index++) {
                eventAdmin.sendEvent(new Event(topics[index], properties[index]));
            }
        }
    }
}
