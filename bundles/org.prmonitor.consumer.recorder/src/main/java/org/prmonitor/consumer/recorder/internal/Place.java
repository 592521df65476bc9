package org.prmonitor.consumer.recorder.internal;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.LossPlace;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.consumer.recorder.internal.ocsf.RecordedLine;

/**
 * How far the recording goes.
 *
 * @param journalId the numbering
 * @param sequence the last number that is recorded, 0 for none
 */
record Place(UUID journalId, long sequence) {

    /** The place in a numbering that a last line stands for: its beginning, where the line is of another one. */
    static Place in(UUID journalId, @Nullable RecordedLine last) {
        return new Place(journalId, last != null && last.journalId().equals(journalId) ? last.sequence() : 0);
    }

    /** The later of two in one numbering; of two numberings this one. */
    Place orLater(@Nullable Place other) {
        return other != null && other.journalId.equals(journalId) && other.sequence > sequence ? other : this;
    }

    /** After an event. */
    Place after(MonitorEvent event) {
        return new Place(journalId, event.sequence());
    }

    /**
     * What of an event is still to be recorded; null for nothing, because it is given again. A loss that begins before this
     * place, as when a reader fell behind and had recorded more than was known of it, begins after it.
     */
    @Nullable MonitorEvent rest(MonitorEvent event) {
        if (event.sequence() <= sequence) {
            return null;
        }
        if (event instanceof EventsLost lost && lost.from() <= sequence) {
            return new EventsLost(lost.header(), lost.to() - sequence, sequence + 1, lost.to(), lost.place());
        }
        return event;
    }

    /** What stands for an event that cannot be recorded. */
    static EventsLost unrecordable(MonitorEvent event) {
        var header = new EventHeader(event.sequence(), event.time(), event.channel());
        return new EventsLost(header, 1L, event.sequence(), event.sequence(), LossPlace.LISTENER);
    }
}
