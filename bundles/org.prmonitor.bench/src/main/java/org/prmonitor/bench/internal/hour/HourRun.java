package org.prmonitor.bench.internal.hour;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.prmonitor.api.ListenerStatus;
import org.prmonitor.api.SourceStatus;
import org.prmonitor.api.channel.MonitorChannelProvider;
import org.prmonitor.bench.internal.host.BenchException;
import org.prmonitor.bench.internal.host.Consumption;
import org.prmonitor.bench.internal.host.Container;
import org.prmonitor.bench.internal.host.Heap;
import org.prmonitor.bench.internal.host.Listeners;
import org.prmonitor.bench.internal.report.Numbers;
import org.prmonitor.testkit.ScriptedChannelProvider;

/** One run in one framework. */
final class HourRun {

    private static final int SAMPLES = 36;
    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Container container;
    private final Consumption consumption;
    private final long events;

    HourRun(Container container, long events) {
        this.container = container;
        this.consumption = new Consumption(events);
        this.events = events;
    }

    HourResult run() throws Exception {
        var channel = new ScriptedChannelProvider();
        var context = container.context();
        context.registerService(MonitorChannelProvider.class, channel, null);
        var source = container.startSource(ScriptedChannelProvider.NAME, Map.of("lingerMillis", 0));
        var consumers = Consumers.register(context, consumption.newCounter());
        Listeners.awaitRunning(source, consumers.listeners());
        container.say(Numbers.count(events) + " events ...");
        var begin = System.nanoTime();
        channel.feed(consumption.feed());
        var heap = new double[SAMPLES];
        for (var sample = 0; sample < SAMPLES; sample++) {
            awaitTaken(events * (sample + 1) / SAMPLES);
            heap[sample] = Heap.inUse();
            if ((sample + 1) % 6 == 0) {
                container.say(Numbers.count(consumption.taken()) + " events, heap " + Numbers.decimal(heap[sample] / (1 << 20), 1) + " MB");
            }
        }
        var seconds = (System.nanoTime() - begin) / 1e9;
        var blocked = source.await(Container.PATIENCE, Consumers::isBlockedNamed);
        consumers.letGo();
        var end = source.await(Container.PATIENCE, this::isAtRest);
        return new HourResult(events, seconds, Consumers.isBlockedNamed(blocked), heap, consumers.books(end));
    }

    private void awaitTaken(long count) throws BenchException {
        var last = -1L;
        var quietSince = System.nanoTime();
        for (var taken = consumption.taken(); taken < count; taken = consumption.taken()) {
            if (taken != last) {
                last = taken;
                quietSince = System.nanoTime();
            } else if (System.nanoTime() - quietSince > Container.PATIENCE.toNanos()) {
                throw new BenchException("the fast listener got nothing for " + Container.PATIENCE.toSeconds() + " s, after " + taken + " events");
            }
            LockSupport.parkNanos(GLANCE_NANOS);
        }
    }

    private boolean isAtRest(SourceStatus status) {
        return status.hops().stream().allMatch(hop -> hop.seen() >= events && hop.inFlight() == 0)
                && status.listeners().stream().map(ListenerStatus::books).allMatch(books -> books.seen() >= events && books.inFlight() == 0);
    }
}
