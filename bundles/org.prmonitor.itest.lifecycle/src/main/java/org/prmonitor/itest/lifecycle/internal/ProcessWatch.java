package org.prmonitor.itest.lifecycle.internal;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventHandler;

/** What EventAdmin said of every process, by process id. */
final class ProcessWatch implements EventHandler {

    /**
     * What was said of one process.
     *
     * @param starts how often it was said to have started: once for every program it executed
     * @param exits how often it was said to have ended
     * @param channel who said so last
     */
    record Seen(int starts, int exits, String channel) {

        static final Seen NOTHING = new Seen(0, 0, "");
    }

    /** Guarded by this. */
    private final Map<Long, Seen> processes = new HashMap<>();

    @Override
    public void handleEvent(Event event) {
        if (event.getProperty("process.id") instanceof Long processId && event.getProperty("channel") instanceof String channel) {
            add(processId, event.getTopic(), channel);
        }
    }

    private synchronized void add(long processId, String topic, String channel) {
        var seen = processes.getOrDefault(processId, Seen.NOTHING);
        processes.put(processId, new Seen(
                seen.starts + (topic.endsWith("/STARTED") ? 1 : 0), seen.exits + (topic.endsWith("/EXITED") ? 1 : 0), channel));
        notifyAll();
    }

    /** Forgets all: a process id may come back for another process, and memory is bounded. */
    synchronized void clear() {
        processes.clear();
    }

    /** Waits until what was said of a process fulfils a condition; returns what was said at last. */
    synchronized Seen await(long processId, Duration timeout, Predicate<Seen> condition) throws InterruptedException {
        var deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            var seen = processes.getOrDefault(processId, Seen.NOTHING);
            var millis = (deadline - System.nanoTime()) / 1_000_000;
            if (condition.test(seen) || millis <= 0) {
                return seen;
            }
            wait(millis);
        }
    }
}
