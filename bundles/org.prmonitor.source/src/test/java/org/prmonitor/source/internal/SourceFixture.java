package org.prmonitor.source.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.osgi.framework.Constants;
import org.prmonitor.api.HopStatistics;
import org.prmonitor.api.SourceState;
import org.prmonitor.api.SourceStatus;
import org.prmonitor.api.channel.MonitorChannelProvider;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessForked;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.source.internal.lane.EventAdminTarget;
import org.prmonitor.source.internal.pump.ChannelSelector;
import org.prmonitor.source.internal.pump.PumpClock;

/** A source with a recording EventAdmin and log, on channels that a test brings. */
public final class SourceFixture implements AutoCloseable {

    public static final Duration LONG = Duration.ofSeconds(30);

    public final RecordingLog log = new RecordingLog();
    public final RecordingEventAdmin eventAdmin = new RecordingEventAdmin();
    public final SourceEngine source;

    private final ChannelSelector selector = new ChannelSelector();
    private long serviceIds;
    private boolean started;

    public SourceFixture() {
        this(Map.of());
    }

    public SourceFixture(Map<String, ?> configuration) {
        this(configuration, PumpClock.SYSTEM);
    }

    public SourceFixture(Map<String, ?> configuration, PumpClock clock) {
        this(configuration, clock, null);
    }

    public SourceFixture(Map<String, ?> configuration, PumpClock clock, Path dataArea) {
        source = new SourceEngine(selector, configuration, log, clock, dataArea);
        source.lane().setTarget(EventAdminTarget.ofEverything(eventAdmin));
    }

    public SourceFixture start() {
        source.start();
        started = true;
        return this;
    }

    /** From a bundle of its own. */
    public SourceFixture add(MonitorChannelProvider provider, int ranking) {
        return add(provider, ranking, 1_000 + serviceIds);
    }

    public SourceFixture add(MonitorChannelProvider provider, int ranking, long bundle) {
        selector.add(
                provider,
                Map.of(
                        Constants.SERVICE_RANKING, ranking,
                        Constants.SERVICE_ID, ++serviceIds,
                        Constants.SERVICE_BUNDLEID, bundle));
        if (started) {
            source.providerArrived(provider);
        }
        return this;
    }

    public void remove(MonitorChannelProvider provider) throws InterruptedException {
        selector.remove(provider);
        source.providerGone(provider);
    }

    public SourceStatus awaitRunning(String channel) throws InterruptedException {
        return await(status -> status.state() == SourceState.RUNNING && channel.equals(status.channel()));
    }

    public SourceStatus await(Predicate<SourceStatus> condition) throws InterruptedException {
        var status = source.await(LONG, condition);
        assertTrue(condition.test(status), () -> "still " + status + "\n" + log.infos() + "\n" + log.warnings());
        return status;
    }

    public void flush() throws InterruptedException {
        assertTrue(source.flush(LONG), "not flushed");
    }

    /** What EventAdmin got so far, one short text an event, after a flush. */
    public List<String> flushed() throws InterruptedException {
        flush();
        return texts(eventAdmin.events());
    }

    public static List<String> texts(List<MonitorEvent> events) {
        return events.stream().map(SourceFixture::text).toList();
    }

    /** Sequence, then what happened to whom. */
    public static String text(MonitorEvent event) {
        if (event instanceof ProcessStarted started) {
            return event.sequence() + (started.snapshot() ? " runs " : " start ") + started.processId() + " " + started.commandLine();
        }
        if (event instanceof ProcessForked forked) {
            return event.sequence() + " fork " + forked.processId() + " of " + forked.parentId();
        }
        if (event instanceof ProcessExited exited) {
            return event.sequence() + " exit " + exited.processId() + " " + exited.commandLine();
        }
        var loss = (EventsLost) event;
        return event.sequence() + " lost " + loss.count() + " " + loss.from() + ".." + loss.to() + " " + loss.place().label();
    }

    /** One hop's counts, without its rate. */
    public HopStatistics books(String hop) {
        var books = source.status().hop(hop);
        return new HopStatistics(hop, books.seen(), books.delivered(), books.filtered(), books.lost());
    }

    /** Every number once, and every hop's books closed with nothing on the way. */
    public void assertAccountsClose() throws InterruptedException {
        flush();
        var status = source.status();
        var next = 1L;
        var delivered = new ArrayList<MonitorEvent>();
        for (var event : eventAdmin.events()) {
            var first = event instanceof EventsLost loss ? loss.from() : event.sequence();
            assertEquals(next, first, () -> "sequence of " + event);
            next = event.sequence() + 1;
            if (!(event instanceof EventsLost)) {
                delivered.add(event);
            }
        }
        assertEquals(status.lastSequence() + 1, next);
        for (var hop : status.hops()) {
            assertEquals(hop.seen(), hop.delivered() + hop.filtered() + hop.lost(), () -> "books of " + hop);
        }
        assertEquals(status.hop("journal").delivered(), status.hop("event-admin").seen());
        assertEquals(delivered.size(), status.hop("event-admin").delivered());
    }

    @Override
    public void close() {
        try {
            source.stop();
        } catch (InterruptedException interrupted) {
            throw new AssertionError("interrupted while the source was stopped", interrupted);
        }
    }
}
