package org.prmonitor.testkit;

import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.MonitorEvent;

/**
 * An event before the source has numbered it: what a kernel would leave in its ring.
 *
 * @param type what a channel must have been asked for to see it
 * @param time when it happens; null for the moment at which it is emitted
 * @param factory makes the event; called when the ring is drained, on the pump's thread
 */
public record ScriptedEvent(EventType type, @Nullable Instant time, Function<? super EventHeader, ? extends MonitorEvent> factory) {

    /**
     * Refuses a missing type or factory.
     *
     * @param type the record's component
     * @param time the record's component
     * @param factory the record's component
     */
    public ScriptedEvent {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(factory, "factory");
    }

    /**
     * {@return an event that happens when it is emitted}
     *
     * @param type what a channel must have been asked for to see it
     * @param factory makes the event
     */
    public static ScriptedEvent of(EventType type, Function<? super EventHeader, ? extends MonitorEvent> factory) {
        return new ScriptedEvent(type, null, factory);
    }

    /**
     * {@return the same event at another time}
     *
     * @param newTime when it happens
     */
    public ScriptedEvent at(Instant newTime) {
        return new ScriptedEvent(type, newTime, factory);
    }
}
