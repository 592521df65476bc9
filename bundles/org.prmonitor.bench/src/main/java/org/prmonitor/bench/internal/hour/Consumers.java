package org.prmonitor.bench.internal.hour;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.prmonitor.api.HopStatistics;
import org.prmonitor.api.ListenerState;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.MonitorListener;
import org.prmonitor.api.SourceStatus;

/**
 * A fast listener, and beside it one that is slow, one that throws at every event, one that does not return, and an event
 * handler; each keeps books of its own. The workload's thread only.
 */
public final class Consumers {

    /** Id of the listener that keeps up. */
    public static final String FAST = "bench.fast";

    private static final String BLOCKING = "bench.blocking";
    private static final String EVENT_ADMIN = "event-admin";

    /** Opens at the end: from then on nobody is slow, throws or blocks. */
    private final CountDownLatch letGo = new CountDownLatch(1);

    /** By id; the one on EventAdmin under the name of the hop. */
    private final Map<String, Witness> witnesses = new LinkedHashMap<>();

    private Consumers() {}

    /**
     * Registers all of them.
     *
     * @param fast counts what the fast one gets
     */
    public static Consumers register(BundleContext context, AtomicLong fast) {
        var consumers = new Consumers();
        consumers.listener(context, FAST, fast, () -> {});
        consumers.listener(context, "bench.slow", new AtomicLong(), () -> consumers.letGo.await(1, TimeUnit.MILLISECONDS));
        consumers.listener(context, "bench.throwing", new AtomicLong(), () -> {
            if (consumers.letGo.getCount() > 0) {
                throw new IllegalStateException("throws at every event");
            }
        });
        consumers.listener(context, BLOCKING, new AtomicLong(), consumers.letGo::await);
        var handler = new Witness(new AtomicLong(), () -> {});
        consumers.witnesses.put(EVENT_ADMIN, handler);
        context.registerService(
                EventHandler.class, handler, FrameworkUtil.asDictionary(Map.of(EventConstants.EVENT_TOPIC, "org/prmonitor/event/*")));
        return consumers;
    }

    private void listener(BundleContext context, String id, AtomicLong received, Witness.Manner manner) {
        var witness = new Witness(received, manner);
        witnesses.put(id, witness);
        context.registerService(
                MonitorEventListener.class, witness, FrameworkUtil.asDictionary(Map.of(MonitorListener.PREFIX_ + "id", id)));
    }

    /** How many of them are listeners. */
    public int listeners() {
        return witnesses.size() - 1;
    }

    /** Whether the source names the one that does not return. */
    public static boolean isBlockedNamed(SourceStatus status) {
        return status.listeners().stream()
                .anyMatch(listener -> listener.id().equals(BLOCKING) && listener.state() == ListenerState.BLOCKED);
    }

    /** Everybody is fast from now on. */
    public void letGo() {
        letGo.countDown();
    }

    /** The source's books beside those that the consumers kept. */
    public List<BooksLine> books(SourceStatus status) {
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
