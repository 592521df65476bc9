package org.prmonitor.source.internal.pump;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.HopStatistics;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.channel.MonitorEventSink;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.LossPlace;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.source.internal.books.RateMeter;
import org.prmonitor.source.internal.journal.Journal;
import org.prmonitor.source.internal.process.ProcessTable;
import org.prmonitor.source.internal.process.SnapshotJoin;

/**
 * The journal's door: keeps the process table, leaves out what nobody asked for or what is there already, and gives the
 * rest its number. Pump's thread only, but for {@link #statistics}.
 */
final class EventIntake implements MonitorEventSink {

    /** The hop's name. */
    static final String HOP = "journal";

    /** After so many entries the readers are woken though the drain goes on. */
    private static final int WAKE_INTERVAL = 256;

    /** How many of the newest entries are looked at for what two channels may both tell. */
    private static final int RECENT = 8192;

    private final Journal journal;
    private final ProcessTable table;
    private final PumpClock clock;

    /** Events that came in and were left out. Written by the pump with release. */
    private final AtomicLong filtered = new AtomicLong();

    private final RateMeter rate = new RateMeter();

    /** Events that channels have handed over. */
    private long accepted;

    private Publication publication;
    private boolean keepsTable;
    private @Nullable ChannelSession session;
    private @Nullable HandOver handOver;
    private @Nullable SnapshotJoin join;
    private int appendedSinceWake;

    EventIntake(Journal journal, ProcessTable table, PumpClock clock, Publication publication, boolean keepsTable) {
        this.journal = journal;
        this.table = table;
        this.clock = clock;
        this.publication = publication;
        this.keepsTable = keepsTable;
    }

    /** The books: what comes in is appended or left out at once. */
    HopStatistics statistics() {
        var appended = journal.events();
        var leftOut = filtered.getAcquire();
        return new HopStatistics(HOP, appended + leftOut, appended, leftOut, 0, rate.rate(clock.nanoTime()));
    }

    void setPublication(Publication newPublication) {
        publication = newPublication;
    }

    void setKeepsTable(boolean newKeepsTable) {
        keepsTable = newKeepsTable;
        if (!keepsTable) {
            table.clear();
        }
    }

    /** From now on it is this channel that is drained. */
    void setSession(ChannelSession newSession) {
        session = newSession;
    }

    /** Another channel is about to be opened beside the one that is drained. */
    HandOver prepareHandOver() {
        return new HandOver(journal.recent(RECENT), clock.now());
    }

    /** From now on; ends by itself. */
    void setHandOver(HandOver newHandOver) {
        handOver = newHandOver;
    }

    /** A drain begins. */
    void beginDrain() {
        if (join != null && join.isOver(clock.now())) {
            join = null;
        }
        if (handOver != null && handOver.isOver(clock.now())) {
            handOver = null;
        }
    }

    /** A drain came to its end, or was broken off. */
    void endDrain() {
        wake();
    }

    /** How many events channels have handed over. */
    long accepted() {
        return accepted;
    }

    @Override
    public long nextSequence() {
        return journal.lastSequence() + 1;
    }

    @Override
    public void accept(MonitorEvent event) {
        if (event.sequence() != nextSequence()) {
            throw new IllegalArgumentException(
                    "the channel numbered an event " + event.sequence() + " where " + nextSequence() + " is next: " + event);
        }
        accepted++;
        if (session != null) {
            session.countAccepted();
        }
        if (handOver != null) {
            if (handOver.isDraining()) {
                handOver.told(event);
            } else if (handOver.isDuplicate(event)) {
                leaveOut();
                return;
            }
        }
        var row = keepsTable ? table.observe(event) : null;
        if (!publication.wantsKind(event) || join != null && join.isDuplicate(event)) {
            leaveOut();
            return;
        }
        publish(row == null ? event : named(event, row));
    }

    @Override
    public void lost(long count) {
        if (count < 1) {
            throw new IllegalArgumentException("the channel reported a loss of " + count + " events");
        }
        if (session != null) {
            session.countReported(count);
        }
        var from = nextSequence();
        var to = from + count - 1;
        append(new EventsLost(header(to), count, from, to, LossPlace.KERNEL));
    }

    /** Something happened that nobody saw and nobody could count. */
    void lostUncounted() {
        var sequence = nextSequence();
        append(new EventsLost(header(sequence), null, sequence, sequence, LossPlace.KERNEL));
    }

    /** Journals processes that run already, in this order. What the live stream says about them again is left out. */
    void publishSnapshot(Collection<RunningProcess> rows) {
        for (var row : rows) {
            var started = new ProcessStarted(
                    new EventHeader(nextSequence(), row.observedAt(), channelName()),
                    row.subject(),
                    row.parentId(),
                    row.parentKey(),
                    null,
                    row.imagePath(),
                    row.commandLine(),
                    true);
            if (publication.wantsKind(started)) {
                publish(started);
            } else {
                leaveOut();
            }
        }
        join = new SnapshotJoin(rows, clock.now());
        wake();
    }

    /** Wakes who waits for what was appended, and counts it in the rate. */
    void wake() {
        appendedSinceWake = 0;
        journal.wakeReaders();
        rate.mark(journal.events(), clock.nanoTime());
    }

    private static MonitorEvent named(MonitorEvent event, RunningProcess row) {
        return event instanceof ProcessExited exited && exited.imagePath() == null && exited.commandLine() == null
                ? exited.withImage(row.imagePath(), row.commandLine())
                : event;
    }

    private void publish(MonitorEvent event) {
        if (publication.passesFilter(event)) {
            append(event);
        } else {
            leaveOut();
        }
    }

    private void append(MonitorEvent event) {
        journal.append(event);
        if (++appendedSinceWake == WAKE_INTERVAL) {
            wake();
        }
    }

    private void leaveOut() {
        filtered.setRelease(filtered.getPlain() + 1);
    }

    private EventHeader header(long sequence) {
        return new EventHeader(sequence, clock.now(), channelName());
    }

    private String channelName() {
        // A loss is told by the channel that is drained, or by the first one after it.
        return session == null ? "none" : session.name();
    }
}
