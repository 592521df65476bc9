package org.prmonitor.testkit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.prmonitor.api.ListenerState;
import org.prmonitor.api.ListenerStatus;

/** Waits for what a source still has to hand over. Any thread. */
final class Settling {

    private static final String PUBLISHER = "publisher-";
    private static final long GLANCE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private final StartedSource source;

    Settling(StartedSource source) {
        this.source = source;
    }

    /** As {@link ScriptedSource#settle}. */
    void settle() throws InterruptedException {
        flush();
        var owed = source.service().status().listeners().stream()
                .filter(Settling::isServed)
                .collect(Collectors.toMap(ListenerStatus::id, listener -> listener.books().seen()));
        var deadline = System.nanoTime() + ScriptedSource.PATIENCE.toNanos();
        while (!owed.isEmpty()) {
            for (var listener : source.service().status().listeners()) {
                var books = listener.books();
                if (!isServed(listener) || books.delivered() + books.filtered() + books.lost() >= owed.getOrDefault(listener.id(), 0L)) {
                    owed.remove(listener.id());
                }
            }
            if (!owed.isEmpty()) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError(
                            "not all was taken within " + ScriptedSource.PATIENCE.toSeconds() + " s by " + owed.keySet() + source.report());
                }
                LockSupport.parkNanos(GLANCE_NANOS);
            }
        }
    }

    /** Through the journal and EventAdmin. */
    void flush() throws InterruptedException {
        if (!source.service().flush(ScriptedSource.PATIENCE)) {
            throw new AssertionError("not delivered through EventAdmin within " + ScriptedSource.PATIENCE.toSeconds() + " s" + source.report());
        }
    }

    /** Whether somebody takes what it is owed; not a subscriber, who may never ask for it. */
    static boolean isServed(ListenerStatus listener) {
        return (listener.state() == ListenerState.RUNNING || listener.state() == ListenerState.BLOCKED)
                && !listener.id().startsWith(PUBLISHER);
    }
}
