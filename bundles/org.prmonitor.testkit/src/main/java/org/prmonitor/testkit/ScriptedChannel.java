package org.prmonitor.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.channel.ChannelOptions;
import org.prmonitor.api.channel.ChannelStatistics;
import org.prmonitor.api.channel.MonitorChannel;
import org.prmonitor.api.channel.MonitorEventSink;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.MonitorEvent;

/**
 * One open channel of a {@link ScriptedChannelProvider}, with a ring that fills up and overflows as a kernel's does. It
 * enforces the rules of {@link MonitorChannel}: what belongs to the pump's thread fails on any other, and after closing.
 */
public final class ScriptedChannel implements MonitorChannel {

    /** What one event takes of {@link ChannelOptions#ringBytes()}. */
    public static final int EVENT_BYTES = 64;

    /** How often a feed is asked while it has nothing: nobody signals what it raises. */
    private static final long FEED_GLANCE_NANOS = 500_000;

    private final ScriptedChannelProvider provider;
    private final ChannelOptions options;
    private final int capacity;

    private final ReentrantLock lock = new ReentrantLock();
    /** Signalled when {@link #await} may have a reason to return. */
    private final Condition signal = lock.newCondition();
    // All below: guarded by lock.
    private final Deque<Item> ring = new ArrayDeque<>();
    private int eventsInRing;
    private long unreportedLoss;
    private long seen;
    private long delivered;
    private long lost;
    private boolean stalled;
    private boolean woken;
    private boolean detached;
    private boolean closed;
    private @Nullable ChannelException death;
    private @Nullable Thread owner;
    private @Nullable FeedPlace feed;

    /** What stands in the ring. */
    private sealed interface Item {

        record Event(Instant time, Function<? super EventHeader, ? extends MonitorEvent> factory) implements Item {}

        record Loss(long count) implements Item {}

        record Death(ChannelException reason) implements Item {}
    }

    ScriptedChannel(ScriptedChannelProvider provider, ChannelOptions options) {
        this.provider = provider;
        this.options = options;
        this.capacity = Math.max(1, options.ringBytes() / EVENT_BYTES);
    }

    /** {@return what the source asked for} */
    public ChannelOptions options() {
        return options;
    }

    /**
     * The kernel raises an event for this channel alone.
     *
     * @param event what is raised
     */
    public void emit(ScriptedEvent event) {
        if (!options.types().contains(event.type())) {
            return;
        }
        lock.lock();
        try {
            if (detached || closed || death != null) {
                return;
            }
            seen++;
            if (eventsInRing == capacity) {
                lost++;
                unreportedLoss++;
                return;
            }
            placeLoss();
            var time = event.time();
            ring.add(new Item.Event(time == null ? provider.clock().instant() : time, event.factory()));
            eventsInRing++;
            signal.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The kernel raises events for this channel that find no room.
     *
     * @param count how many
     */
    public void lose(long count) {
        lock.lock();
        try {
            if (detached || closed || death != null) {
                return;
            }
            seen += count;
            lost += count;
            unreportedLoss += count;
            signal.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Dies at once; what is in the ring is gone.
     *
     * @param reason what whoever meets it is told
     */
    public void die(ChannelException reason) {
        lock.lock();
        try {
            death = reason;
            signal.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Dies when it has handed over what is in the ring now.
     *
     * @param reason what whoever meets it is told
     */
    public void dieAfterRing(ChannelException reason) {
        lock.lock();
        try {
            placeLoss();
            ring.add(new Item.Death(reason));
            signal.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** From now on the reader gets nothing, as if it were held up; the ring fills and overflows. */
    public void stall() {
        setStalled(true);
    }

    /** Ends {@link #stall}. */
    public void resume() {
        setStalled(false);
    }

    /**
     * From now on this channel sees the feed's events, but for so many of the first; with null it sees none. Any thread.
     */
    void setFeed(@Nullable ScriptedFeed newFeed, long before) {
        lock.lock();
        try {
            feed = newFeed == null || !options.types().contains(newFeed.type()) ? null : new FeedPlace(newFeed, before);
            signal.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean await(Duration timeout) throws ChannelException, InterruptedException {
        lock.lock();
        try {
            checkOwner();
            var left = timeout.toNanos();
            while (true) {
                throwDeath();
                if (!stalled && (!ring.isEmpty() || unreportedLoss > 0 || pendingInFeed() > 0)) {
                    woken = false;
                    return true;
                }
                if (woken || left <= 0) {
                    woken = false;
                    return false;
                }
                left = feed == null ? signal.awaitNanos(left) : glance(left);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int drain(MonitorEventSink sink) throws ChannelException {
        var count = 0;
        for (var item = take(); item != null; item = take()) {
            // Outside the lock: whoever emits must not wait for the source.
            if (item instanceof Item.Event event) {
                sink.accept(event.factory.apply(new EventHeader(sink.nextSequence(), event.time, provider.name())));
                count++;
            } else if (item instanceof Item.Loss loss) {
                sink.lost(loss.count);
            }
        }
        return count + drainFeed(sink);
    }

    private int drainFeed(MonitorEventSink sink) {
        FeedPlace place;
        FeedPlace.Portion portion;
        lock.lock();
        try {
            if (feed == null || stalled) {
                return 0;
            }
            place = feed;
            portion = place.take(capacity);
            seen += portion.count() + portion.lost();
            delivered += portion.count();
            lost += portion.lost();
        } finally {
            lock.unlock();
        }
        // Asked for once: at millions a second the time of day would be most of the work.
        var time = provider.clock().instant();
        for (var number = portion.first(); number < portion.first() + portion.count(); number++) {
            sink.accept(place.create(number, new EventHeader(sink.nextSequence(), time, provider.name())));
        }
        if (portion.lost() > 0) {
            sink.lost(portion.lost());
        }
        return portion.count();
    }

    @Override
    public void wakeup() {
        lock.lock();
        try {
            woken = true;
            signal.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public ChannelStatistics statistics() {
        lock.lock();
        try {
            return new ChannelStatistics(seen + pendingInFeed(), delivered, lost);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Collection<RunningProcess> snapshot() throws ChannelException {
        lock.lock();
        try {
            checkOwner();
            throwDeath();
        } finally {
            lock.unlock();
        }
        return provider.takeSnapshot();
    }

    /** What is raised from now on this channel does not see; what a feed has raised until now it still hands over. */
    @Override
    public void detach() {
        lock.lock();
        try {
            checkOwner();
            detached = true;
            if (feed != null) {
                feed.end();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            checkOwner();
            closed = true;
        } finally {
            lock.unlock();
        }
        provider.closed(this);
    }

    /** The next item, taken out of the ring; null when it is empty. */
    private @Nullable Item take() throws ChannelException {
        lock.lock();
        try {
            checkOwner();
            throwDeath();
            if (stalled) {
                return null;
            }
            if (ring.isEmpty()) {
                placeLoss();
            }
            var item = ring.poll();
            if (item instanceof Item.Event) {
                eventsInRing--;
                delivered++;
            } else if (item instanceof Item.Death end) {
                death = end.reason;
                throwDeath();
            }
            return item;
        } finally {
            lock.unlock();
        }
    }

    private long pendingInFeed() {
        return feed == null || closed ? 0 : feed.pending();
    }

    /** Waits for a moment at most, and returns what is left of the time. */
    private long glance(long left) throws InterruptedException {
        var glance = Math.min(left, FEED_GLANCE_NANOS);
        return left - glance + Math.max(0, signal.awaitNanos(glance));
    }

    private void placeLoss() {
        if (unreportedLoss > 0) {
            ring.add(new Item.Loss(unreportedLoss));
            unreportedLoss = 0;
        }
    }

    private void throwDeath() throws ChannelException {
        if (death != null) {
            throw death;
        }
    }

    private void checkOwner() {
        var current = Thread.currentThread();
        if (owner == null) {
            owner = current;
        }
        if (owner != current) {
            throw new IllegalStateException("the channel belongs to thread " + owner.getName() + ", not to " + current.getName());
        }
        if (closed) {
            throw new IllegalStateException("the channel is closed");
        }
    }

    private void setStalled(boolean newStalled) {
        lock.lock();
        try {
            stalled = newStalled;
            signal.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
