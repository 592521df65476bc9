package org.prmonitor.testkit;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.channel.ChannelFidelity;
import org.prmonitor.api.channel.ChannelOptions;
import org.prmonitor.api.channel.ChannelReadiness;
import org.prmonitor.api.channel.MonitorChannel;
import org.prmonitor.api.channel.MonitorChannelProvider;
import org.prmonitor.api.event.EventType;

/**
 * A kernel that does what a test tells it to. What is emitted goes into the ring of every channel that is open and was
 * asked for that type, as on a real machine: with no channel open nobody sees it. All methods may be called from any
 * thread.
 */
public final class ScriptedChannelProvider implements MonitorChannelProvider {

    /** The name that the default constructor gives. */
    public static final String NAME = "scripted";

    private final String name;
    private final ChannelFidelity fidelity;
    private final Set<EventType> types;

    /** When what is emitted happens. */
    private volatile Clock clock = Clock.systemUTC();

    private final ReentrantLock lock = new ReentrantLock();
    /** Signalled when a channel opens or closes, or an attempt fails. */
    private final Condition changed = lock.newCondition();
    // All below: guarded by lock.
    private final List<ScriptedChannel> open = new ArrayList<>();
    private List<RunningProcess> running = List.of();
    private Runnable beforeSnapshot = () -> {};
    private @Nullable ChannelException refusal;
    private @Nullable ScriptedFeed feed;
    private long opened;
    private long refused;

    /** An exact channel named {@link #NAME} for all types. */
    public ScriptedChannelProvider() {
        this(NAME, ChannelFidelity.EXACT, EnumSet.allOf(EventType.class));
    }

    /**
     * A channel of one's own.
     *
     * @param name its name
     * @param fidelity what it promises
     * @param types of which; none others
     */
    public ScriptedChannelProvider(String name, ChannelFidelity fidelity, Set<EventType> types) {
        this.name = name;
        this.fidelity = fidelity;
        this.types = Set.copyOf(types);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ChannelFidelity fidelity() {
        return fidelity;
    }

    @Override
    public Set<EventType> types() {
        return types;
    }

    @Override
    public ChannelReadiness readiness() {
        lock.lock();
        try {
            return refusal == null ? ChannelReadiness.ready("a script") : ChannelReadiness.notReady(refusal);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public MonitorChannel open(ChannelOptions options) throws ChannelException {
        lock.lock();
        try {
            changed.signalAll();
            if (refusal != null) {
                refused++;
                throw refusal;
            }
            opened++;
            var channel = new ScriptedChannel(this, options);
            if (feed != null) {
                // With no channel open nobody has seen what it has raised so far.
                channel.setFeed(feed, feed.raised().getAsLong());
            }
            open.add(channel);
            return channel;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The kernel raises an event.
     *
     * @param event what is raised
     */
    public void emit(ScriptedEvent event) {
        openChannels().forEach(channel -> channel.emit(event));
    }

    /**
     * The kernel raises events, in this order.
     *
     * @param events oldest first
     */
    public void emit(ScriptedEvent... events) {
        Arrays.asList(events).forEach(this::emit);
    }

    /**
     * From now on the kernel raises these events: all of them for a channel that is open, the rest of them for one that
     * opens. Replaces the feed before it.
     *
     * @param newFeed what is raised
     */
    public void feed(ScriptedFeed newFeed) {
        setFeed(newFeed);
    }

    /** The feed ends; what it has raised and nobody has taken is gone. */
    public void endFeed() {
        setFeed(null);
    }

    /**
     * The kernel raises events that find no room.
     *
     * @param count how many
     */
    public void lose(long count) {
        openChannels().forEach(channel -> channel.lose(count));
    }

    /**
     * Every open channel dies at once; what is in its ring is gone.
     *
     * @param reason what whoever meets it is told
     */
    public void die(ChannelException reason) {
        openChannels().forEach(channel -> channel.die(reason));
    }

    /**
     * Every open channel dies when it has handed over what is in its ring now.
     *
     * @param reason what whoever meets it is told
     */
    public void dieAfterRing(ChannelException reason) {
        openChannels().forEach(channel -> channel.dieAfterRing(reason));
    }

    /**
     * From now on {@link #open} fails for this reason.
     *
     * @param reason what whoever meets it is told
     */
    public void refuse(ChannelException reason) {
        setRefusal(reason);
    }

    /** From now on {@link #open} succeeds again. */
    public void admit() {
        setRefusal(null);
    }

    /**
     * The time that events carry from now on which are emitted without one of their own.
     *
     * @param newClock asked when an event is emitted
     */
    public void setClock(Clock newClock) {
        clock = newClock;
    }

    Clock clock() {
        return clock;
    }

    /**
     * What {@link MonitorChannel#snapshot} returns from now on.
     *
     * @param processes the rows
     */
    public void setRunning(RunningProcess... processes) {
        lock.lock();
        try {
            running = List.of(processes);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs at every snapshot, on the pump's thread, before the rows are read: what it emits happened after the channel
     * opened.
     *
     * @param action what is run
     */
    public void beforeSnapshot(Runnable action) {
        lock.lock();
        try {
            beforeSnapshot = action;
        } finally {
            lock.unlock();
        }
    }

    /** {@return the channels that are open now, in the order in which they were opened} */
    public List<ScriptedChannel> openChannels() {
        lock.lock();
        try {
            return List.copyOf(open);
        } finally {
            lock.unlock();
        }
    }

    /** {@return how many channels were opened so far} */
    public long opened() {
        lock.lock();
        try {
            return opened;
        } finally {
            lock.unlock();
        }
    }

    /** {@return how many attempts to open were refused so far} */
    public long refused() {
        lock.lock();
        try {
            return refused;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until so many channels have been opened, and at least one of them is open.
     *
     * @param count how many
     * @param timeout how long at most
     * @return the newest one
     * @throws IllegalStateException when the time runs out
     * @throws InterruptedException when the calling thread was interrupted
     */
    public ScriptedChannel awaitOpened(long count, Duration timeout) throws InterruptedException {
        lock.lock();
        try {
            var left = timeout.toNanos();
            while (opened < count || open.isEmpty()) {
                if (left <= 0) {
                    throw new IllegalStateException("channel " + name + " was opened " + opened + " times, not " + count
                            + ", and " + open.size() + " are open");
                }
                left = changed.awaitNanos(left);
            }
            return open.get(open.size() - 1);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until no channel is open.
     *
     * @param timeout how long at most
     * @return false when the time ran out first
     * @throws InterruptedException when the calling thread was interrupted
     */
    public boolean awaitClosed(Duration timeout) throws InterruptedException {
        lock.lock();
        try {
            var left = timeout.toNanos();
            while (!open.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return open.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    Collection<RunningProcess> takeSnapshot() {
        Runnable action;
        lock.lock();
        try {
            action = beforeSnapshot;
        } finally {
            lock.unlock();
        }
        // Outside the lock: it emits, and may block.
        action.run();
        lock.lock();
        try {
            return running;
        } finally {
            lock.unlock();
        }
    }

    void closed(ScriptedChannel channel) {
        lock.lock();
        try {
            open.remove(channel);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void setFeed(@Nullable ScriptedFeed newFeed) {
        lock.lock();
        try {
            feed = newFeed;
            // Under the lock: a channel that opens meanwhile has either this feed or the next one.
            open.forEach(channel -> channel.setFeed(newFeed, 0));
        } finally {
            lock.unlock();
        }
    }

    private void setRefusal(@Nullable ChannelException reason) {
        lock.lock();
        try {
            refusal = reason;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
