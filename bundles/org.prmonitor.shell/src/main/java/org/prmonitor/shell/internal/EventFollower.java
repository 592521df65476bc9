package org.prmonitor.shell.internal;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventHandler;
import org.prmonitor.api.event.EventKeys;
import org.prmonitor.api.event.MonitorEvent;

/**
 * Takes events from EventAdmin, whose thread must not wait for a terminal, to the command's thread that does. Bounded:
 * what finds no room is counted, and the next event that does says how many are missing before it.
 */
final class EventFollower implements EventHandler {

    /**
     * An event, and what could not be kept before it.
     *
     * @param missed how many events, filtered, found no room since the last one that did
     */
    record Followed(MonitorEvent event, long missed) {}

    private final Predicate<MonitorEvent> filter;
    private final int capacity;

    // All guarded by this: Felix EventAdmin may call one handler from two threads at once.
    private final Queue<Followed> queue = new ArrayDeque<>();
    private long missed;
    private boolean ended;

    /**
     * @param filter what to take
     * @param capacity how many events wait at most
     */
    EventFollower(Predicate<MonitorEvent> filter, int capacity) {
        this.filter = filter;
        this.capacity = capacity;
    }

    @Override
    public void handleEvent(Event event) {
        if (event.getProperty(EventKeys.EVENT) instanceof MonitorEvent monitorEvent && filter.test(monitorEvent)) {
            add(monitorEvent);
        }
    }

    private synchronized void add(MonitorEvent event) {
        if (ended) {
            return;
        }
        if (queue.size() >= capacity) {
            missed++;
            return;
        }
        queue.add(new Followed(event, missed));
        missed = 0;
        notifyAll();
    }

    /** The next event, waited for; null once {@link #end} was called. */
    synchronized @Nullable Followed take() throws InterruptedException {
        while (queue.isEmpty() && !ended) {
            wait();
        }
        return ended ? null : queue.remove();
    }

    /** Ends {@link #take}, now and for good. */
    synchronized void end() {
        ended = true;
        queue.clear();
        notifyAll();
    }
}
