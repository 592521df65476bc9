package org.prmonitor.api.event;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Events are missing in this place. It stands for the numbers {@code from} to {@code to} and carries the last of them as
 * its own sequence, so that a consumer that adds up what it got and what it was told is missing arrives at the highest
 * sequence.
 *
 * @param header sequence (equal to {@code to}), time at which the loss was noticed, channel
 * @param count how many are missing; null where nobody could count them (the channel was gone): then {@code from} equals
 *     {@code to}, and that one number stands for all of them
 * @param from the first missing sequence number
 * @param to the last missing sequence number
 * @param place the hop at which they were lost
 */
public record EventsLost(EventHeader header, @Nullable Long count, long from, long to, LossPlace place) implements LossEvent {

    private static final EventSchema<EventsLost> SCHEMA = EventSchema.<EventsLost>of()
            .with(EventKeys.LOST_COUNT, EventsLost::count)
            .with(EventKeys.LOST_FROM, EventsLost::from)
            .with(EventKeys.LOST_TO, EventsLost::to)
            .with(EventKeys.LOST_WHERE, event -> event.place.label());

    /**
     * Refuses bounds that do not fit one another.
     *
     * @param header the record's component
     * @param count the record's component
     * @param from the record's component
     * @param to the record's component
     * @param place the record's component
     */
    public EventsLost {
        Objects.requireNonNull(place, "place");
        if (from < 1 || to < from || header.sequence() != to) {
            throw new IllegalArgumentException("bounds " + from + ".." + to + " at sequence " + header.sequence());
        }
        if (count == null ? from != to : count != to - from + 1) {
            throw new IllegalArgumentException("count " + count + " for bounds " + from + ".." + to);
        }
    }

    @Override
    public String topic() {
        return EventTopics.EVENTS_LOST;
    }

    @Override
    public Map<String, Object> properties() {
        return SCHEMA.view(this);
    }
}
