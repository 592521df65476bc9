package org.prmonitor.bench.internal.kernel;

import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventHandler;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.event.EventKeys;
import org.prmonitor.api.event.EventTopics;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessEvent;
import org.prmonitor.bench.internal.host.BenchException;
import org.prmonitor.bench.internal.host.Container;
import org.prmonitor.bench.internal.host.FedProcesses;

/** The consumer, on whichever lane: counts what was fed, and notes how long it took. It is called by one thread at a time. */
final class Tally implements MonitorEventListener, EventHandler {

    /** What belongs to one feed. Written by who calls us; {@code ended} hands it over. */
    private static final class Feed {
        final CountDownLatch ended = new CountDownLatch(1);
        final Histogram latencies;
        long toNote;
        long events;
        long lost;
        boolean uncounted;
        long endNanos;

        Feed(int toNote) {
            this.latencies = Latencies.histogram();
            this.toNote = toNote;
        }
    }

    private final int toNote;

    /** Replaced between two feeds, when nothing that was fed is on its way. */
    private volatile Feed feed;

    /** @param toNote of how many events of a feed to note how long they took */
    Tally(int toNote) {
        this.toNote = toNote;
        this.feed = new Feed(toNote);
    }

    void begin() {
        feed = new Feed(toNote);
    }

    @Override
    public void onEvent(MonitorEvent event) {
        if (event instanceof ProcessEvent process) {
            var counted = feed;
            if (process.processId() >= FedProcesses.FIRST) {
                count(counted, process.processId(), counted.toNote == 0 ? null : event.time());
            }
        } else if (event instanceof EventsLost gap) {
            lost(gap.count());
        }
    }

    @Override
    public void handleEvent(Event event) {
        if (event.getProperty(EventKeys.PROCESS_ID) instanceof Long processId) {
            var counted = feed;
            if (processId >= FedProcesses.FIRST) {
                count(counted, processId, counted.toNote == 0 ? null : (Instant) event.getProperty(EventKeys.TIME));
            }
        } else if (event.getTopic().equals(EventTopics.EVENTS_LOST)) {
            lost((Long) event.getProperty(EventKeys.LOST_COUNT));
        }
    }

    /** Events are missing here; null where nobody knows how many. */
    void lost(@Nullable Long count) {
        if (count == null) {
            feed.uncounted = true;
        } else {
            feed.lost += count;
        }
    }

    Taken awaitEnd() throws InterruptedException, BenchException {
        var awaited = feed;
        if (!awaited.ended.await(Container.PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new BenchException("the end of a feed did not arrive within " + Container.PATIENCE.toSeconds() + " s");
        }
        return new Taken(awaited.events, awaited.uncounted ? -1 : awaited.lost, awaited.endNanos, awaited.latencies);
    }

    private static void count(Feed feed, long processId, @Nullable Instant time) {
        if (processId == FedProcesses.END) {
            feed.endNanos = System.nanoTime();
            feed.ended.countDown();
            return;
        }
        feed.events++;
        if (time != null && feed.toNote > 0) {
            feed.toNote--;
            var now = Instant.now();
            Latencies.note(
                    feed.latencies,
                    TimeUnit.SECONDS.toNanos(now.getEpochSecond() - time.getEpochSecond()) + now.getNano() - time.getNano());
        }
    }
}
