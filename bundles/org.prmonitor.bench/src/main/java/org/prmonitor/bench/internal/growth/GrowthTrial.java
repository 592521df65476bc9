package org.prmonitor.bench.internal.growth;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceRegistration;
import org.prmonitor.api.event.EventType;
import org.prmonitor.bench.internal.host.BenchException;
import org.prmonitor.bench.internal.host.Consumption;
import org.prmonitor.bench.internal.host.Container;
import org.prmonitor.bench.internal.host.Heap;
import org.prmonitor.bench.internal.host.Listeners;
import org.prmonitor.bench.internal.host.ProcessorTime;
import org.prmonitor.testkit.ScriptedChannelProvider;
import org.prmonitor.testkit.ScriptedFeed;

/** One size, once: a source of its own, as many events as the slowest consumer takes for a while, and what is left of the heap. */
final class GrowthTrial {

    private final Container container;
    private final ScriptedChannelProvider channel;
    private final Crowd crowd;

    GrowthTrial(Container container, ScriptedChannelProvider channel, Crowd crowd) {
        this.container = container;
        this.channel = channel;
        this.crowd = crowd;
    }

    /** @param nanos for how long it counts at least; half of it again to warm up */
    Sample measure(long nanos) throws IOException, BundleException, InterruptedException, BenchException {
        // A place that an earlier one left behind would be woken by every batch of this one.
        var settings = new HashMap<String, Object>(Map.of("lingerMillis", 0));
        settings.putAll(crowd.settings());
        var source = container.startSource(ScriptedChannelProvider.NAME, settings);
        var consumption = new Consumption(Long.MAX_VALUE, crowd.window());
        var registrations = List.<ServiceRegistration<?>>of();
        try {
            registrations = crowd.consumers().register(container.context(), consumption);
            Listeners.awaitRunning(source, crowd.consumers().listeners());
            channel.feed(new ScriptedFeed(EventType.EXITED, consumption, crowd.events()));
            consumption.awaitTaken(crowd.filled());
            TimeUnit.NANOSECONDS.sleep(nanos / 2);
            var before = consumption.taken();
            var processor = ProcessorTime.ofThisProcess();
            var begin = System.nanoTime();
            TimeUnit.NANOSECONDS.sleep(nanos);
            // On a busy machine the slowest of many may have come to nothing so far.
            consumption.awaitTaken(before + crowd.window());
            var events = consumption.taken() - before;
            var elapsed = System.nanoTime() - begin;
            processor = ProcessorTime.ofThisProcess() - processor;
            consumption.awaitTaken(consumption.end());
            return new Sample(events * 1e9 / elapsed, (double) processor / events, Heap.inUse());
        } finally {
            channel.endFeed();
            registrations.forEach(ServiceRegistration::unregister);
            container.stopSource();
        }
    }
}
