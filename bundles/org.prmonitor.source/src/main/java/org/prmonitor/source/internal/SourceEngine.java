package org.prmonitor.source.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.osgi.service.event.EventAdmin;
import org.prmonitor.api.ListenerStatus;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.SourceStatus;
import org.prmonitor.api.channel.MonitorChannelProvider;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.LossPlace;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.source.internal.configuration.SettingsParser;
import org.prmonitor.source.internal.configuration.SourceSettings;
import org.prmonitor.source.internal.durable.DurableKeeper;
import org.prmonitor.source.internal.durable.DurableStart;
import org.prmonitor.source.internal.flow.EventPublishers;
import org.prmonitor.source.internal.journal.Journal;
import org.prmonitor.source.internal.lane.EventAdminLane;
import org.prmonitor.source.internal.listener.ListenerLane;
import org.prmonitor.source.internal.listener.ListenerThreads;
import org.prmonitor.source.internal.listener.MemoryCursors;
import org.prmonitor.source.internal.log.IncidentLog;
import org.prmonitor.source.internal.process.ProcessTable;
import org.prmonitor.source.internal.pump.ChannelSelector;
import org.prmonitor.source.internal.pump.KernelBooks;
import org.prmonitor.source.internal.pump.Pump;
import org.prmonitor.source.internal.pump.PumpClock;
import org.prmonitor.source.internal.pump.Situation;
import org.prmonitor.source.internal.pump.SituationBoard;

/** Pump, journal and lanes, put together: one life of the source, from its start to its stop. Any thread. */
public final class SourceEngine implements MonitorEventSource {

    /** How long the lanes may take at the end to hand over what is left. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    /** How often a condition is looked at while nothing is known to change. */
    private static final Duration GLANCE = Duration.ofMillis(10);

    private final IncidentLog log;
    private final PumpClock clock;
    private final ChannelSelector selector;
    private final ProcessTable table;
    private final Journal journal;
    private final EventAdminLane lane;
    private final ListenerLane listeners;
    private final EventPublishers publishers;
    private final Pump pump;
    private final KernelBooks books;
    private final SituationBoard board = new SituationBoard();
    private final DurableStart durableStart;
    private final DurableKeeper durable;

    /** What holds. Written under this object's monitor. */
    private volatile SourceSettings settings;

    /**
     * Put together, not started.
     *
     * @param selector may know providers already, and is kept by the caller
     * @param dataArea a folder for the journal on disk where none is configured; null for none
     */
    public SourceEngine(
            ChannelSelector selector, Map<String, ?> configuration, IncidentLog log, PumpClock clock, @Nullable Path dataArea) {
        this.log = log;
        this.clock = clock;
        this.selector = selector;
        this.settings = parse(configuration, SourceSettings.defaults());
        this.table = new ProcessTable(settings.processTableSize());
        this.durableStart = DurableStart.of(dataArea, settings, log);
        this.journal = new Journal(settings.journalEvents(), durableStart.lastSequence());
        this.books = new KernelBooks(clock);
        this.lane = new EventAdminLane(journal, log, clock::nanoTime);
        this.durable = new DurableKeeper(durableStart, journal, new MemoryCursors(journal), settings, clock, log, this::serveRefused);
        this.listeners = new ListenerLane(durable, settings, log, clock::nanoTime);
        this.publishers = new EventPublishers(journal, this::listenerThread, log, clock::nanoTime);
        this.pump = new Pump(journal, table, selector, books, board, log, clock, settings);
    }

    public void start() {
        if (durableStart.goesOn()) {
            // What happened since the last event on disk nobody saw. The pump is the writer only once it runs.
            var sequence = journal.lastSequence() + 1;
            var header = new EventHeader(sequence, clock.now(), "none");
            journal.append(new EventsLost(header, null, sequence, sequence, LossPlace.KERNEL));
            journal.wakeReaders();
        }
        lane.start();
        pump.start();
    }

    /** What the kernel has recorded is delivered, then everything ends. A second call does nothing. */
    public void stop() throws InterruptedException {
        try {
            pump.stop();
        } finally {
            try {
                durable.finish();
            } finally {
                try {
                    stopLanes();
                } finally {
                    durable.close();
                }
            }
        }
    }

    private void stopLanes() throws InterruptedException {
        // All at the same time: none of them waits for another's last words.
        listeners.finish();
        publishers.finish();
        var deadline = System.nanoTime() + LAST_WORDS.toNanos();
        try {
            lane.stop(LAST_WORDS);
        } finally {
            try {
                listeners.stop(deadline - System.nanoTime());
            } finally {
                publishers.stop(deadline - System.nanoTime());
            }
        }
    }

    /**
     * Other settings hold.
     *
     * @return whether they ask for a new life of the source: this one goes on with the journal on disk that it has
     */
    public synchronized boolean configure(Map<String, ?> configuration) {
        settings = parse(configuration, settings);
        pump.configure(settings);
        listeners.configure(settings);
        return durable.configure(settings);
    }

    /** The selector has a new or changed provider. */
    public void providerArrived(MonitorChannelProvider provider) {
        pump.providerArrived(provider);
    }

    /** The selector has lost a provider; nothing of it is in use when this returns. */
    public void providerGone(MonitorChannelProvider provider) throws InterruptedException {
        pump.providerGone(provider);
    }

    public EventAdminLane lane() {
        return lane;
    }

    public ListenerLane listeners() {
        return listeners;
    }

    @Override
    public SourceStatus status() {
        var situation = board.situation();
        // Against the stream: a hop that is read later has seen more, never less, than the one after it has taken.
        var taken = new ArrayList<>(listeners.statuses());
        taken.addAll(publishers.statuses());
        taken.sort(Comparator.comparing(ListenerStatus::id));
        var kept = durable.statistics();
        var published = lane.statistics();
        var journaled = pump.statistics();
        var kernel = books.statistics();
        return new SourceStatus(
                situation.state(),
                situation.channel(),
                situation.fidelity(),
                remarks(situation),
                durableStart.journalId(),
                journal.lastSequence(),
                kept == null ? List.of(kernel, journaled, published) : List.of(kernel, journaled, published, kept),
                taken);
    }

    @Override
    public List<MonitorEvent> recent(int count) {
        return journal.recent(count);
    }

    @Override
    public Collection<RunningProcess> processes() {
        return table.processes();
    }

    @Override
    public @Nullable RunningProcess process(long processId) {
        return table.process(processId);
    }

    @Override
    public Flow.Publisher<MonitorEvent> publisher(String filter) {
        return publishers.publisher(filter);
    }

    @Override
    public boolean flush(Duration timeout) throws InterruptedException {
        var nanos = nanos(timeout);
        var deadline = System.nanoTime() + nanos;
        var sequence = pump.drainNow(nanos);
        return sequence >= 0 && lane.awaitPassed(sequence, deadline - System.nanoTime());
    }

    @Override
    public SourceStatus await(Duration timeout, Predicate<? super SourceStatus> condition) throws InterruptedException {
        var deadline = System.nanoTime() + nanos(timeout);
        while (true) {
            var situation = board.situation();
            var status = status();
            var left = deadline - System.nanoTime();
            if (condition.test(status) || left <= 0) {
                return status;
            }
            board.awaitChange(situation, Math.min(left, GLANCE.toNanos()));
        }
    }

    private Thread listenerThread(String id, Runnable task) {
        return ListenerThreads.unstarted(settings.listenerThreads(), id, task);
    }

    /** The journal on disk can be opened now, or cannot for another reason. */
    private void serveRefused() {
        listeners.serveRefused();
    }

    private List<String> remarks(Situation situation) {
        var remarks = new ArrayList<>(situation.remarks());
        remarks.addAll(lane.remarks());
        return remarks;
    }

    private SourceSettings parse(Map<String, ?> configuration, SourceSettings before) {
        var parser = new SettingsParser(configuration, before);
        if (!parser.refusals().isEmpty()) {
            log.warn("configuration " + PID + ": refused " + String.join("; refused ", parser.refusals()));
        }
        return parser.settings();
    }

    /** A third of the range at most, so that a deadline can be computed. */
    static long nanos(Duration timeout) {
        var limit = Duration.ofNanos(Long.MAX_VALUE / 3);
        return (timeout.compareTo(limit) > 0 ? limit : timeout).toNanos();
    }
}
