package org.prmonitor.source.internal.flow;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.prmonitor.api.ListenerStatus;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.source.internal.journal.Journal;
import org.prmonitor.source.internal.listener.EventSelection;
import org.prmonitor.source.internal.listener.ListenerWatch;
import org.prmonitor.source.internal.listener.ThrowIncident;
import org.prmonitor.source.internal.log.IncidentLog;

/**
 * The journal's events for who subscribes. A subscription has a cursor and a thread of its own, so that its subscriber delays
 * nobody, whatever it does. Any thread.
 */
public final class EventPublishers {

    /** Before the number in a subscription's id. */
    private static final String PREFIX = "publisher-";

    /** How long a signal may take once there is no time left, and again after its thread was interrupted. */
    private static final long GRACE = TimeUnit.SECONDS.toNanos(1);

    private final Journal journal;
    private final BiFunction<String, Runnable, Thread> threads;
    private final IncidentLog log;
    private final LongSupplier clock;
    private final ListenerWatch watch = new ListenerWatch(this::look);

    // Guarded by this object's monitor.
    /** By number, in the order in which they came. */
    private final Map<Long, EventSubscription> subscriptions = new TreeMap<>();
    private long lastNumber;
    private boolean closed;

    /**
     * Nobody has subscribed.
     *
     * @param threads makes one that is not started, for an id
     * @param clock nanoseconds since an arbitrary moment
     */
    public EventPublishers(Journal journal, BiFunction<String, Runnable, Thread> threads, IncidentLog log, LongSupplier clock) {
        this.journal = journal;
        this.threads = threads;
        this.log = log;
        this.clock = clock;
    }

    /** See {@link org.prmonitor.api.MonitorEventSource#publisher}. */
    public Flow.Publisher<MonitorEvent> publisher(String filter) {
        var selection = selection(filter);
        return subscriber -> subscribe(selection, Objects.requireNonNull(subscriber, "subscriber"));
    }

    /** Every subscription, in the order in which they came. */
    public List<ListenerStatus> statuses() {
        return present().stream().map(EventSubscription::status).toList();
    }

    /** What is there is given as far as it is requested, then every subscriber is told that it was all. Does not wait. */
    public void finish() {
        synchronized (this) {
            closed = true;
        }
        present().forEach(EventSubscription::finish);
    }

    /**
     * As {@link #finish}, and waits for it. A signal that does not return is left behind on a daemon thread.
     *
     * @param patienceNanos how long what is left may take, all subscribers at once
     */
    public void stop(long patienceNanos) throws InterruptedException {
        finish();
        try {
            awaitEnd(patienceNanos);
            present().forEach(EventSubscription::finishNow);
            awaitEnd(GRACE);
        } finally {
            present().forEach(EventSubscription::abandon);
        }
        awaitEnd(GRACE);
        for (var left : present()) {
            if (!left.isCurrent()) {
                log.warn(left.subject() + " does not come back from a signal; thread " + left.thread().getName()
                        + " is left behind and ends when it does");
            }
        }
        synchronized (this) {
            watch.close();
        }
    }

    IncidentLog log() {
        return log;
    }

    /** Nanoseconds since an arbitrary moment. */
    long now() {
        return clock.getAsLong();
    }

    Thread thread(String id, Runnable task) {
        return threads.apply(id, task);
    }

    /** It has given its last signal. Called by its thread. */
    synchronized void ended(EventSubscription subscription) {
        subscriptions.values().remove(subscription);
        if (subscriptions.isEmpty() && !closed) {
            watch.rest();
        }
    }

    private void subscribe(EventSelection selection, Flow.Subscriber<? super MonitorEvent> subscriber) {
        var refusal = open(selection, subscriber);
        if (refusal != null) {
            refuse(subscriber, new IllegalStateException(refusal));
        }
    }

    /** Why it cannot be served; null for nothing. */
    private synchronized @Nullable String open(EventSelection selection, Flow.Subscriber<? super MonitorEvent> subscriber) {
        if (closed) {
            return "the source was stopped: take the service " + MonitorEventSource.class.getSimpleName() + " anew";
        }
        var number = ++lastNumber;
        var subscription = new EventSubscription(PREFIX + number, this, selection, journal.readerAtHead(), subscriber);
        subscriptions.put(number, subscription);
        try {
            subscription.start();
        } catch (OutOfMemoryError none) {
            // This is also how a JVM says that there are no more threads.
            subscription.close();
            return "a subscription needs a thread of its own: " + none.getMessage() + "; cancel others, or allow this process more";
        }
        watch.watch();
        return null;
    }

    /** On the caller's thread: there is no subscription that could have one. */
    private void refuse(Flow.Subscriber<? super MonitorEvent> subscriber, RuntimeException why) {
        try {
            subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long count) {
                    // Nothing will come.
                }

                @Override
                public void cancel() {
                    // Nothing to end.
                }
            });
            subscriber.onError(why);
        } catch (RuntimeException | Error thrown) {
            log.warn("subscriber " + subscriber.getClass().getName() + " threw when it was refused: " + ThrowIncident.describe(thrown));
        }
    }

    private synchronized List<EventSubscription> present() {
        return List.copyOf(subscriptions.values());
    }

    private void look() {
        present().forEach(EventSubscription::look);
    }

    private void awaitEnd(long nanos) throws InterruptedException {
        var deadline = System.nanoTime() + nanos;
        for (var subscription : present()) {
            subscription.awaitEnd(Math.max(1, deadline - System.nanoTime()));
        }
    }

    private static EventSelection selection(String filter) {
        if (filter.isBlank()) {
            return EventSelection.ALL;
        }
        try {
            return new EventSelection(Set.of(), FrameworkUtil.createFilter(filter.strip()));
        } catch (InvalidSyntaxException wrong) {
            throw new IllegalArgumentException("filter '" + filter + "': " + wrong.getMessage(), wrong);
        }
    }
}
