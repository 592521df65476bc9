package org.prmonitor.source.internal.pump;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.channel.ChannelStatistics;
import org.prmonitor.api.channel.MonitorChannel;
import org.prmonitor.api.channel.MonitorChannelProvider;
import org.prmonitor.source.internal.configuration.SourceSettings;

/**
 * Sees to it that the best channel is open: chooses, opens, hands over from one to the next, buries a dead one, and tries
 * again after a pause. Pump's thread only, but for {@link #openChannel()}.
 */
final class ChannelKeeper {

    /** How long the arrivals of providers must have ceased before one is chosen: a bundle registers several, one by one. */
    private static final Duration SETTLE = Duration.ofMillis(25);

    /** How long a record may be on its way into the ring when its program is detached. */
    private static final Duration LAST_RECORD = Duration.ofMillis(20);
    private static final long GLANCE_NANOS = 100_000;

    private final ChannelSelector selector;
    private final EventIntake intake;
    private final SnapshotTaker snapshots;
    private final KernelBooks books;
    private final ChannelNews news;
    private final PumpClock clock;
    private final BackOff backOff = new BackOff();

    private SourceSettings settings;
    private @Nullable ChannelSession session;

    /** The open session's channel, for {@link MonitorChannel#wakeup} from other threads. Written by the pump only. */
    private volatile @Nullable MonitorChannel openChannel;

    /** When to choose next, by the clock; meaningful where {@link #attemptPlanned}. */
    private long attemptNanos;
    private boolean attemptPlanned = true;

    /** A channel was closed with none to take over, and the next one has not said so yet. */
    private boolean gap;
    private boolean everOpened;
    /** The processes that run already were not journaled yet. Where nobody wants them, they are owed from the wish on. */
    private boolean snapshotOwed = true;

    ChannelKeeper(
            ChannelSelector selector,
            EventIntake intake,
            SnapshotTaker snapshots,
            KernelBooks books,
            ChannelNews news,
            PumpClock clock,
            SourceSettings settings) {
        this.selector = selector;
        this.intake = intake;
        this.snapshots = snapshots;
        this.books = books;
        this.news = news;
        this.clock = clock;
        this.settings = settings;
        this.attemptNanos = clock.nanoTime();
    }

    @Nullable ChannelSession session() {
        return session;
    }

    @Nullable MonitorChannel openChannel() {
        return openChannel;
    }

    /** How long until {@link #choose} is due; 0 for now, {@link Long#MAX_VALUE} for nothing planned. */
    long nanosToAttempt() {
        return attemptPlanned ? Math.max(0, attemptNanos - clock.nanoTime()) : Long.MAX_VALUE;
    }

    /** Takes what is ready. */
    void drain() {
        var current = session;
        if (current == null) {
            return;
        }
        try {
            drain(current);
        } catch (ChannelException | RuntimeException | LinkageError death) {
            died(death);
        }
    }

    /** Takes what is ready from an open session. */
    void drain(ChannelSession from) throws ChannelException {
        intake.beginDrain();
        try {
            from.channel().drain(intake);
            snapshots.drained();
        } finally {
            intake.endDrain();
            books.drained(intake.accepted());
        }
    }

    /** Takes what was recorded up to now from a channel that nobody takes over from: what comes later is nobody's. */
    private void drainLast() {
        var current = session;
        if (current == null) {
            return;
        }
        try {
            current.channel().detach();
            var deadline = clock.nanoTime() + LAST_RECORD.toNanos();
            drain(current);
            while (current.unaccounted(current.channel().statistics()) > 0 && clock.nanoTime() < deadline) {
                clock.park(GLANCE_NANOS);
                drain(current);
            }
        } catch (ChannelException | RuntimeException | LinkageError death) {
            died(death);
        }
    }

    /** The channel is of no use any more. */
    void died(Throwable reason) {
        var dead = session;
        if (dead == null) {
            return;
        }
        backOff.lived(Duration.ofNanos(clock.nanoTime() - dead.openedNanos()));
        closeSession(dead, false);
        var pause = backOff.next();
        plan(pause);
        news.died(dead, reason, pause);
    }

    /** Other settings; the caller has applied those that concern no channel. */
    void reconfigure(SourceSettings newSettings) {
        var old = settings;
        settings = newSettings;
        snapshotOwed |= newSettings.snapshot() && !old.snapshot();
        var before = session;
        if (!newSettings.channel().equals(old.channel())
                || !newSettings.types().equals(old.types())
                || !newSettings.channelOptions().equals(old.channelOptions())) {
            // Keeps what is open where it fits, and says anew what it cannot report.
            choose();
        }
        var current = session;
        var tableIsNew = newSettings.processTable() && !old.processTable();
        if (current == null || current != before || !tableIsNew && !(snapshotOwed && newSettings.snapshot())) {
            return;
        }
        try {
            drain(current);
            takeSnapshot(current, SnapshotTaker.Scope.NONE);
        } catch (ChannelException | RuntimeException | LinkageError death) {
            died(death);
        }
    }

    /** A provider came. */
    void providerArrived(MonitorChannelProvider provider) {
        var arrived = selector.candidate(provider);
        if (arrived.isEmpty() || !settings.isAuto() && !provider.name().equals(settings.channel())) {
            return;
        }
        var current = session;
        if (current == null) {
            plan(settings.isAuto() ? SETTLE : Duration.ZERO);
        } else if (settings.isAuto() && arrived.get().compareTo(current.candidate()) < 0) {
            plan(SETTLE);
        }
    }

    /** A provider goes, and must be out of use when this returns. The selector does not offer it any more. */
    void providerGone(MonitorChannelProvider provider) {
        var leaving = session;
        if (leaving == null || leaving.provider() != provider) {
            return;
        }
        // Others of its bundle are about to go too: to open them now would be in vain.
        var bundle = leaving.candidate().bundleId();
        var remarks = new ArrayList<String>();
        for (var candidate : selector.candidates(settings)) {
            if (candidate.bundleId() != bundle && tryOpen(candidate, remarks)) {
                return;
            }
        }
        drainLast();
        if (session == null) {
            return;
        }
        closeSession(leaving, false);
        plan(SETTLE);
        news.wentAway(leaving);
    }

    /** Opens the best channel that opens, if it is not open already. */
    void choose() {
        attemptPlanned = false;
        var remarks = new ArrayList<String>();
        for (var candidate : selector.candidates(settings)) {
            var current = session;
            if (current != null && current.provider() == candidate.provider() && current.options().equals(settings.channelOptions())) {
                news.kept(current, settings, remarks);
                return;
            }
            if (tryOpen(candidate, remarks)) {
                return;
            }
        }
        var current = session;
        if (current != null) {
            drainLast();
            if (session == current) {
                closeSession(current, false);
            }
        }
        if (remarks.isEmpty()) {
            news.nothingToOpen(settings, selector.names(), everOpened);
        } else {
            plan(backOff.next());
            news.noneOpened(remarks);
        }
    }

    /** Takes what is left and closes. */
    void shutDown() {
        drainLast();
        var last = session;
        if (last != null) {
            closeSession(last, false);
            intake.wake();
        }
        attemptPlanned = false;
        news.stopped();
    }

    private boolean tryOpen(ChannelCandidate candidate, List<String> remarks) {
        try {
            open(candidate, remarks);
            return true;
        } catch (ChannelException | RuntimeException | LinkageError reason) {
            remarks.add("channel " + candidate.name() + " did not open: " + ChannelNews.describe(reason));
            return false;
        }
    }

    private void open(ChannelCandidate candidate, List<String> remarks) throws ChannelException {
        // What is in the old ring is not in the new one: the less is left, the shorter both are open.
        drain();
        var handOver = session == null ? null : intake.prepareHandOver();
        var options = settings.channelOptions();
        var provider = candidate.provider();
        MonitorChannel channel;
        try {
            channel = provider.open(options);
        } catch (ChannelException | RuntimeException | LinkageError notBeside) {
            var old = session;
            if (old == null || old.provider() != provider) {
                throw notBeside;
            }
            // Perhaps it opens, but not twice.
            drain();
            if (session == old) {
                closeSession(old, false);
            }
            channel = provider.open(options);
        }
        var opened = new ChannelSession(candidate, channel, options, clock.nanoTime());
        books.opened(channel);
        if (session != null && handOver != null) {
            handOverFrom(session, handOver);
        }
        session = opened;
        openChannel = channel;
        intake.setSession(opened);
        var scope = gap ? SnapshotTaker.Scope.UNKNOWN : SnapshotTaker.Scope.NONE;
        if (gap) {
            gap = false;
            intake.lostUncounted();
        }
        everOpened = true;
        attemptPlanned = false;
        try {
            takeSnapshot(opened, scope);
        } catch (ChannelException | RuntimeException | LinkageError reason) {
            // The channel is open all the same; if it is dead, the next wait says so.
            remarks.add("the processes that run already are not known: " + ChannelNews.describe(reason));
        }
        news.opened(opened, settings, remarks);
    }

    private void takeSnapshot(ChannelSession from, SnapshotTaker.Scope scope) throws ChannelException {
        snapshots.take(from, settings, snapshotOwed ? SnapshotTaker.Scope.ALL : scope);
        snapshotOwed = false;
    }

    private void handOverFrom(ChannelSession old, HandOver handOver) {
        intake.setHandOver(handOver);
        var complete = false;
        try {
            old.channel().detach();
            drain(old);
            complete = true;
        } catch (ChannelException | RuntimeException | LinkageError death) {
            news.misbehaved(old, "died while another took over", death);
        }
        closeSession(old, complete);
        handOver.oldChannelClosed(clock.now());
    }

    /**
     * Closes and closes the books.
     *
     * @param handedOver what is left in the ring comes through another channel, which is open already
     */
    private void closeSession(ChannelSession old, boolean handedOver) {
        session = null;
        openChannel = null;
        try {
            old.channel().close();
        } catch (RuntimeException | LinkageError broken) {
            news.misbehaved(old, "did not close cleanly", broken);
        }
        var last = lastStatistics(old);
        var missing = handedOver ? old.unreported(last) : old.unaccounted(last);
        if (missing > 0) {
            intake.lost(missing);
        }
        books.closed(old.channel(), last, handedOver);
        gap |= !handedOver;
    }

    private ChannelStatistics lastStatistics(ChannelSession old) {
        try {
            return old.channel().statistics();
        } catch (RuntimeException | LinkageError broken) {
            news.misbehaved(old, "has no statistics", broken);
            return old.ownCount();
        }
    }

    private void plan(Duration pause) {
        attemptPlanned = true;
        attemptNanos = clock.nanoTime() + pause.toNanos();
    }
}
