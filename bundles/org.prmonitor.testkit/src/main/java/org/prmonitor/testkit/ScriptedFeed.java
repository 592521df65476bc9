package org.prmonitor.testkit;

import java.util.Objects;
import java.util.function.LongSupplier;
import org.osgi.annotation.versioning.ConsumerType;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessSubject;

/**
 * A stream of events that nobody has to emit one by one: whenever a channel is asked, it asks how many the kernel has raised by
 * now, and makes those that are new while it hands them over. Without a thread and a queue in between this reaches millions of
 * events a second; {@link SteadyRate} makes it so many a second, and a supplier that looks at what a consumer has taken makes it
 * as fast as that consumer.
 *
 * @param type what a channel must have been asked for to see it
 * @param raised how many events the kernel has raised since the feed began; never less than before. Any thread, under a lock
 *     of the channel: it must not block
 * @param factory makes the events, on the pump's thread
 */
public record ScriptedFeed(EventType type, LongSupplier raised, Factory factory) {

    /** Makes an event. */
    @ConsumerType
    @FunctionalInterface
    public interface Factory {

        /**
         * One event.
         *
         * @param number which of the feed, from 1
         * @param header what the event has to carry
         * @return the event
         */
        MonitorEvent create(long number, EventHeader header);
    }

    /**
     * Refuses what is missing.
     *
     * @param type the record's component
     * @param raised the record's component
     * @param factory the record's component
     */
    public ScriptedFeed {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(raised, "raised");
        Objects.requireNonNull(factory, "factory");
    }

    /**
     * Exits, each of another process: the number of the event is the id of the process.
     *
     * @param raised how many were raised so far
     * @return a new one
     */
    public static ScriptedFeed exits(LongSupplier raised) {
        return new ScriptedFeed(EventType.EXITED, raised, ScriptedFeed::exit);
    }

    private static MonitorEvent exit(long number, EventHeader header) {
        var subject = ProcessSubject.of(new ProcessKey(ScriptedProcess.BOOT, number, 1));
        return new ProcessExited(header, subject, 0, null, null, null, null);
    }
}
