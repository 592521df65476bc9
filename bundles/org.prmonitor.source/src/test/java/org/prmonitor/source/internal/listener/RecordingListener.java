package org.prmonitor.source.internal.listener;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.MonitorEvent;

/** Keeps what it is given, and does what a test wants at each event. */
public final class RecordingListener implements MonitorEventListener {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    /** What a listener does with an event after it has kept it. */
    public interface Action {
        void at(MonitorEvent event) throws Exception;
    }

    private final Action action;

    /** Guarded by itself. */
    private final List<MonitorEvent> events = new ArrayList<>();

    private volatile Thread thread;
    private volatile ClassLoader contextClassLoader;

    public RecordingListener() {
        this(event -> {});
    }

    public RecordingListener(Action action) {
        this.action = action;
    }

    @Override
    public void onEvent(MonitorEvent event) throws Exception {
        thread = Thread.currentThread();
        contextClassLoader = thread.getContextClassLoader();
        synchronized (events) {
            events.add(event);
        }
        action.at(event);
    }

    public List<MonitorEvent> events() {
        synchronized (events) {
            return List.copyOf(events);
        }
    }

    /** Sequence numbers, a loss as {@code from..to}. */
    public List<String> texts() {
        return events().stream()
                .map(event -> event instanceof EventsLost loss ? loss.from() + ".." + loss.to() : "" + event.sequence())
                .toList();
    }

    public int count() {
        synchronized (events) {
            return events.size();
        }
    }

    /** The thread that called last. */
    Thread thread() {
        return thread;
    }

    ClassLoader contextClassLoader() {
        return contextClassLoader;
    }

    public RecordingListener await(int count) {
        awaitTrue(() -> count() >= count);
        return this;
    }

    /** Until something holds that another thread does. */
    public static void awaitTrue(BooleanSupplier condition) {
        var deadline = System.nanoTime() + PATIENCE;
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
        assertTrue(condition.getAsBoolean(), "did not happen within 30 s");
    }
}
