package org.prmonitor.bench.internal.hour;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.prmonitor.api.HopStatistics;
import org.prmonitor.api.ListenerState;
import org.prmonitor.api.ListenerStatus;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.MonitorListener;
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

    private static final String EVENT_ADMIN = "event-admin";
    private static final String BLOCKING = "bench.blocking";
    private static final int SAMPLES = 36;
    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Container container;
    private final Consumption consumption;
    private final long events;

    /** Opens when all events are through: from then on nobody is slow, throws or blocks. */
    private final CountDownLatch letGo = new CountDownLatch(1);

    /** By id; the one on EventAdmin under the name of the hop. */
    private final Map<String, Witness> witnesses = new LinkedHashMap<>();

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
        registerConsumers(context);
        Listeners.awaitRunning(source, witnesses.size() - 1);
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
        var blocked = source.await(Container.PATIENCE, status -> isBlocked(status, BLOCKING));
        letGo.countDown();
        var end = source.await(Container.PATIENCE, this::isAtRest);
        return new HourResult(events, seconds, isBlocked(blocked, BLOCKING), heap, books(end));
    }

    private void registerConsumers(BundleContext context) {
        listener(context, "bench.fast", consumption.newCounter(), () -> {});
        listener(context, "bench.slow", new AtomicLong(), () -> letGo.await(1, TimeUnit.MILLISECONDS));
        listener(context, "bench.throwing", new AtomicLong(), () -> {
            if (letGo.getCount() > 0) {
                throw new IllegalStateException("throws at every event");
            }
        });
        listener(context, BLOCKING, new AtomicLong(), letGo::await);
        var handler = new Witness(new AtomicLong(), () -> {});
        witnesses.put(EVENT_ADMIN, handler);
        context.registerService(
                EventHandler.class, handler, FrameworkUtil.asDictionary(Map.of(EventConstants.EVENT_TOPIC, "org/prmonitor/event/*")));
    }

    private void listener(BundleContext context, String id, AtomicLong received, Witness.Manner manner) {
        var witness = new Witness(received, manner);
        witnesses.put(id, witness);
        context.registerService(
                MonitorEventListener.class, witness, FrameworkUtil.asDictionary(Map.of(MonitorListener.PREFIX_ + "id", id)));
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

    private static boolean isBlocked(SourceStatus status, String id) {
        return status.listeners().stream().anyMatch(listener -> listener.id().equals(id) && listener.state() == ListenerState.BLOCKED);
    }

    private boolean isAtRest(SourceStatus status) {
        return status.hops().stream().allMatch(hop -> hop.seen() >= events && hop.inFlight() == 0)
                && status.listeners().stream().map(ListenerStatus::books).allMatch(books -> books.seen() >= events && books.inFlight() == 0);
    }

    private List<BooksLine> books(SourceStatus status) {
        var lines = new ArrayList<BooksLine>();
        for (HopStatistics hop : status.hops()) {
            var witness = hop.hop().equals(EVENT_ADMIN) ? witnesses.get(EVENT_ADMIN) : null;
            lines.add(witness == null ? BooksLine.of(hop.hop(), hop) : BooksLine.of(hop.hop(), hop, witness));
        }
        for (var listener : status.listeners()) {
            var witness = witnesses.get(listener.id());
            if (witness != null) {
                lines.add(BooksLine.of(listener.id(), listener.books(), witness));
            }
        }
        return List.copyOf(lines);
    }
}
