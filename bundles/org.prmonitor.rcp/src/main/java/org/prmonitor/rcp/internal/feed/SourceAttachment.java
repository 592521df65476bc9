package org.prmonitor.rcp.internal.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.api.SourceState;
import org.prmonitor.api.SourceStatus;
import org.prmonitor.api.event.LossEvent;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.rcp.internal.model.ProcessModel;

/**
 * One subscription to one source. The stream is held while the table of processes is read, so that nothing is missing between them;
 * what both tell the model leaves out, because a row says for which moment it is true. The table is written before the journal, so
 * it is never behind what the stream has told.
 *
 * <p>It is a subscription and no {@link org.prmonitor.api.MonitorEventListener}: the place of one that is away is kept, lags and
 * loses, and whoever looks after the source would be warned of every view that was closed.
 */
final class SourceAttachment implements Flow.Subscriber<MonitorEvent>, AutoCloseable {

    /** How many events may be on their way, which is also how many are held at most. */
    private static final int WINDOW = 1024;

    /** Twice: rows of what ended while no channel was open stay in the table until the new one was drained. */
    private static final int READINGS = 2;

    private final MonitorEventSource source;
    private final ProcessModel model;

    // Guarded by this, down to the end.
    private Flow.@Nullable Subscription subscription;
    /** Null while events go straight into the model. */
    private @Nullable List<MonitorEvent> held = new ArrayList<>();
    private int toRequest;
    private long lastSequence;
    /** Since the table was owed a reading. */
    private boolean hasLost;
    /** The open channel when that was asked last; null for none. */
    private @Nullable String channel;
    /** How often the table has to be read still. */
    private int readings;
    private boolean isOver;

    SourceAttachment(MonitorEventSource source, ProcessModel model) {
        this.source = source;
        this.model = model;
    }

    /** Begins with what runs now. Where the source has stopped already it is over at once. */
    void open() {
        var status = source.status();
        synchronized (this) {
            lastSequence = status.lastSequence();
            owe(status);
        }
        source.publisher("").subscribe(this);
        bringIn();
    }

    /**
     * Reads the table again where it may know what the stream has not told: a channel was opened, or events have gone missing. What
     * ended unseen would run for ever.
     */
    void look(SourceStatus status) {
        synchronized (this) {
            owe(status);
            if (readings == 0 || isOver) {
                return;
            }
            readings--;
            held = held == null ? new ArrayList<>() : held;
        }
        bringIn();
    }

    /** By the caller's monitor. A source that runs has taken its channel's snapshot. */
    private void owe(SourceStatus status) {
        var open = status.state() == SourceState.RUNNING ? status.channel() : null;
        if (hasLost || open != null && !open.equals(channel)) {
            readings = READINGS;
        }
        hasLost = false;
        channel = open;
    }

    /** How many events of the source's have not come here yet. */
    synchronized long lag(long sequence) {
        return isOver ? 0 : Math.max(0, sequence - lastSequence);
    }

    boolean isOf(MonitorEventSource other) {
        return source == other;
    }

    /** Whether nothing comes any more. */
    synchronized boolean isOver() {
        return isOver;
    }

    /** Nothing reaches the model any more. */
    @Override
    public void close() {
        Flow.Subscription open;
        synchronized (this) {
            isOver = true;
            open = subscription;
        }
        if (open != null) {
            open.cancel();
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        boolean isWanted;
        synchronized (this) {
            subscription = newSubscription;
            isWanted = !isOver;
        }
        if (isWanted) {
            newSubscription.request(WINDOW);
        } else {
            newSubscription.cancel();
        }
    }

    @Override
    public void onNext(MonitorEvent event) {
        Flow.Subscription more = null;
        var count = 0;
        synchronized (this) {
            if (isOver) {
                return;
            }
            hasLost |= event instanceof LossEvent;
            toRequest++;
            if (held != null) {
                held.add(event);
            } else {
                model.accept(List.of(event));
                lastSequence = event.sequence();
                more = toRequest >= WINDOW / 2 ? subscription : null;
            }
            if (more != null) {
                count = toRequest;
                toRequest = 0;
            }
        }
        if (more != null) {
            more.request(count);
        }
    }

    @Override
    public synchronized void onError(Throwable failure) {
        // Only a source that has stopped says this; the next one is looked for.
        isOver = true;
    }

    @Override
    public synchronized void onComplete() {
        isOver = true;
    }

    private void bringIn() {
        var processes = source.processes();
        Flow.Subscription more;
        int count;
        synchronized (this) {
            var waiting = held;
            held = null;
            // One that keeps no table says nothing about what runs.
            if (!processes.isEmpty()) {
                model.begin(processes);
            }
            if (waiting != null && !waiting.isEmpty()) {
                model.accept(waiting);
                lastSequence = waiting.get(waiting.size() - 1).sequence();
            }
            more = isOver ? null : subscription;
            count = toRequest;
            toRequest = more == null ? toRequest : 0;
        }
        if (more != null && count > 0) {
            more.request(count);
        }
    }
}
