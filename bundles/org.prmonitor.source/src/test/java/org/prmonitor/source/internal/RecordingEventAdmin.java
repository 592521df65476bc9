package org.prmonitor.source.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;
import org.prmonitor.api.event.MonitorEvent;

/** An EventAdmin with one handler, which keeps what it gets after a test's own action has run. */
public final class RecordingEventAdmin implements EventAdmin {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition received = lock.newCondition();
    /** Guarded by lock. */
    private final List<Event> events = new ArrayList<>();

    private volatile Consumer<Event> action = event -> {};

    /** Runs for every event, before it is kept; what it throws is thrown at the sender. */
    public RecordingEventAdmin on(Consumer<Event> newAction) {
        action = newAction;
        return this;
    }

    @Override
    public void postEvent(Event event) {
        throw new AssertionError("the lane sends in order, it does not post");
    }

    @Override
    public void sendEvent(Event event) {
        action.accept(event);
        lock.lock();
        try {
            events.add(event);
            received.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public List<MonitorEvent> events() {
        lock.lock();
        try {
            return events.stream().map(event -> (MonitorEvent) event.getProperty(EventConstants.EVENT)).toList();
        } finally {
            lock.unlock();
        }
    }

    public List<Event> raw() {
        lock.lock();
        try {
            return List.copyOf(events);
        } finally {
            lock.unlock();
        }
    }

    public List<MonitorEvent> awaitCount(int count, Duration timeout) throws InterruptedException {
        lock.lock();
        try {
            var left = timeout.toNanos();
            while (events.size() < count) {
                if (left <= 0) {
                    throw new AssertionError(events.size() + " events, not " + count + ": " + events);
                }
                left = received.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
        return events();
    }
}
