package org.prmonitor.bench.internal.lanes;

import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.osgi.framework.BundleContext;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventProperties;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.bench.internal.host.ProcessorTime;
import org.prmonitor.testkit.ScriptedFeed;

/**
 * The ceiling of an EventAdmin: one thread sends the same events to one handler in a bare loop. It makes an {@link Event} of each
 * record, as a sender has to; or it has the properties ready-made, which is less than any sender has to do.
 */
final class BareEventAdmin implements Way {

    /** As many as the journal holds: nobody's events are all in the processor's cache. */
    private static final int PREPARED = 1 << 16;

    /** How many are sent between two looks at the clock; a part of the above. */
    private static final int STRIDE = 256;

    private final BundleContext context;
    private final EventAdmin eventAdmin;
    private final MonitorEvent[] records;
    /** Empty where they are made in the loop. */
    private final EventProperties[] properties;
    private int next;

    /** @param readyMade whether the properties are */
    BareEventAdmin(BundleContext context, EventAdmin eventAdmin, boolean readyMade) {
        this.context = context;
        this.eventAdmin = eventAdmin;
        var events = ScriptedFeed.exits(() -> 0).factory();
        records = IntStream.rangeClosed(1, PREPARED)
                .mapToObj(number -> events.create(number, new EventHeader(number, Instant.now(), "bare")))
                .toArray(MonitorEvent[]::new);
        properties = Arrays.stream(records)
                .limit(readyMade ? PREPARED : 0)
                .map(event -> new EventProperties(event.properties()))
                .toArray(EventProperties[]::new);
    }

    @Override
    public String label() {
        return properties.length == 0 ? "bare loop" : "bare loop, ready-made properties";
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
            for (var end = next + STRIDE; next < end; next++) {
                eventAdmin.sendEvent(event(next));
            }
            next %= PREPARED;
        }
    }

    private Event event(int index) {
        var event = records[index];
        return properties.length == 0 ? new Event(event.topic(), event.properties()) : new Event(event.topic(), properties[index]);
    }
}
