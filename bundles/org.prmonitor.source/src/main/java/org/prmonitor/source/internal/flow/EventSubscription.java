package org.prmonitor.source.internal.flow;

import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.ListenerState;
import org.prmonitor.api.ListenerStatus;
import org.prmonitor.api.Resume;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.source.internal.books.CursorBooks;
import org.prmonitor.source.internal.journal.Journal;
import org.prmonitor.source.internal.journal.JournalReader;
import org.prmonitor.source.internal.listener.CallTimer;
import org.prmonitor.source.internal.listener.EventSelection;
import org.prmonitor.source.internal.listener.ThrowIncident;

/**
 * One subscriber's cursor, and the thread that gives it all its signals, which makes them serial. It reads from the journal what was
 * requested, and no entry before. Numbers in parentheses are rules of the Reactive Streams specification, 1.0.4.
 */
final class EventSubscription implements Flow.Subscription {

    private static final int MAX_BATCH = 256;
    private static final long MAX_WAIT = TimeUnit.MINUTES.toNanos(1);
    private static final long YIELD_INTERVAL = TimeUnit.MILLISECONDS.toNanos(1);

    private final String id;
    private final EventPublishers owner;
    private final EventSelection selection;
    private final JournalReader reader;
    private final CursorBooks books;
    private final CallTimer timer;
    private final String subject;
    private final Thread thread;
    private final Demand demand = new Demand();

    /** Null once it has got its last signal: who keeps the subscription keeps no subscriber (3.13). Written by the own thread. */
    private volatile Flow.@Nullable Subscriber<? super MonitorEvent> subscriber;

    /** No further signal. Any thread. */
    private volatile boolean cancelled;
    /** The end, once the cursor has nothing left. Any thread. */
    private volatile boolean finishing;
    /** The end, whatever the cursor has left. Any thread. */
    private volatile boolean outOfTime;

    // Own thread only.
    private MonitorEvent[] batch = new MonitorEvent[2];
    private long lastYield;

    /** Not started. */
    EventSubscription(
            String id, EventPublishers owner, EventSelection selection, JournalReader reader, Flow.Subscriber<? super MonitorEvent> subscriber) {
        this.id = id;
        this.owner = owner;
        this.selection = selection;
        this.reader = reader;
        this.subscriber = subscriber;
        this.books = new CursorBooks(reader);
        this.subject = id + ": subscriber " + subscriber.getClass().getName();
        this.timer = new CallTimer(subject, owner.log());
        this.thread = owner.thread(id, this::run);
        thread.setContextClassLoader(subscriber.getClass().getClassLoader());
    }

    /** Once. */
    void start() {
        thread.start();
    }

    @Override
    public void request(long count) {
        if (count <= 0) {
            demand.refuse(count);
            wake();
        } else if (demand.add(count) && !isCurrent()) {
            LockSupport.unpark(thread);
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        wake();
    }

    /** What is there is given as far as it is requested, then the subscriber is told that it was all. Does not wait. */
    void finish() {
        finishing = true;
        wake();
    }

    /** Nothing more is given: the subscriber is told that it was all. Does not wait. */
    void finishNow() {
        outOfTime = true;
        finish();
    }

    /** Gets a signal that does not return out of its wait. No other is given. Does not wait. */
    void abandon() {
        cancel();
        if (!isCurrent()) {
            thread.interrupt();
        }
    }

    /**
     * Waits for the thread's end; not for the own thread.
     *
     * @return whether it has ended
     */
    boolean awaitEnd(long nanos) throws InterruptedException {
        if (!isCurrent()) {
            TimeUnit.NANOSECONDS.timedJoin(thread, nanos);
        }
        return !thread.isAlive();
    }

    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** Such as {@code publisher-3: subscriber org.example.Watcher}. */
    String subject() {
        return subject;
    }

    Thread thread() {
        return thread;
    }

    /** Looks for a signal that does not return. The watch. */
    void look() {
        timer.look(owner.now(), thread);
    }

    ListenerStatus status() {
        var now = owner.now();
        var call = timer.duration(now);
        var state = call.toNanos() >= CallTimer.BLOCKED ? ListenerState.BLOCKED : ListenerState.RUNNING;
        return new ListenerStatus(id, null, state, Resume.NOW, books.statistics(now), 0, null, call, null);
    }

    private void wake() {
        if (!isCurrent()) {
            // It waits for an event, or parks for a request.
            reader.wakeup();
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        lastYield = owner.now();
        try {
            signal("onSubscribe", target -> target.onSubscribe(this));
            while (isOpen()) {
                try {
                    turn();
                } catch (InterruptedException asked) {
                    // A subscriber may interrupt its own thread: what ends us are the flags.
                } catch (RuntimeException | Error broken) {
                    // Not the subscriber's doing: an event that cannot be filtered, or no memory for a batch (1.4).
                    end("onError", target -> target.onError(broken));
                    owner.log().warn(subject + " cannot be served any more: " + ThrowIncident.describe(broken));
                }
            }
        } finally {
            close();
        }
    }

    /** Nothing of it is left. By its thread, or where that was never started. */
    void close() {
        subscriber = null;
        batch = new MonitorEvent[0];
        reader.close();
        owner.ended(this);
    }

    private boolean isOpen() {
        return !cancelled && subscriber != null;
    }

    /** One batch, or one wait, or the end. */
    private void turn() throws InterruptedException {
        var refused = demand.refused();
        if (refused != null) {
            var error = new IllegalArgumentException(
                    "a request for " + refused + " events: it must be positive (Reactive Streams, 3.9)");
            end("onError", target -> target.onError(error));
            return;
        }
        var wanted = demand.wanted();
        if (outOfTime || finishing && !reader.hasNext()) {
            end("onComplete", Flow.Subscriber::onComplete);
        } else if (wanted == 0) {
            LockSupport.parkNanos(this, MAX_WAIT);
            // Whoever left an interrupt behind must not make a busy loop of us.
            Thread.interrupted();
        } else if (!give(wanted)) {
            reader.await(MAX_WAIT);
        }
    }

    /** One batch; false where there was none. */
    private boolean give(long wanted) {
        var limit = (int) Math.min(wanted, MAX_BATCH);
        if (batch.length < limit) {
            batch = new MonitorEvent[limit];
        }
        var count = reader.read(batch, limit);
        var given = 0;
        for (var index = 0; index < count && isOpen() && !outOfTime && demand.refused() == null; index++) {
            var event = batch[index];
            if (selection.passes(event)) {
                signal("onNext", target -> target.onNext(event));
                given++;
                books.deliver(Journal.isLoss(event) ? 0 : 1);
            } else {
                books.leaveOut(1);
            }
        }
        demand.give(given);
        var now = owner.now();
        books.mark(now);
        if (now - lastYield > YIELD_INTERVAL) {
            // A virtual thread is not interrupted for others, and one that has always something to read does not wait.
            lastYield = now;
            Thread.yield();
        }
        return count > 0;
    }

    /** The last signal. */
    private void end(String name, Signal last) {
        // From here on nothing else is given, whatever the subscriber does meanwhile (1.7).
        signal(name, last);
        subscriber = null;
    }

    private void signal(String name, Signal signal) {
        var target = subscriber;
        if (target == null) {
            return;
        }
        timer.begin(owner.now());
        try {
            signal.to(target);
        } catch (Throwable thrown) {
            // (2.13): it has broken the contract, and is considered to have cancelled.
            cancelled = true;
            owner.log().warn(subject + " threw at " + name + " and is cancelled: " + ThrowIncident.describe(thrown));
        } finally {
            timer.end(owner.now());
        }
    }

    /** A call of one of the subscriber's methods. */
    private interface Signal {
        void to(Flow.Subscriber<? super MonitorEvent> target);
    }
}
