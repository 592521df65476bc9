package org.prmonitor.api.event;

import java.time.Instant;
import java.util.Objects;

/**
 * What every event says about itself.
 *
 * @param sequence the event's number in the journal, from 1. Numbers rise by one; where some are missing, an
 *     {@link EventsLost} names them, so that the highest number is always delivered plus lost.
 * @param time when the kernel (or, for a channel without kernel time, the channel) saw it; nanosecond resolution
 * @param channel the name of the channel that brought it, such as {@code linux-ebpf}
 */
public record EventHeader(long sequence, Instant time, String channel) {

    /**
     * Refuses a sequence below 1.
     *
     * @param sequence the record's component
     * @param time the record's component
     * @param channel the record's component
     */
    public EventHeader {
        if (sequence < 1) {
            throw new IllegalArgumentException("sequence " + sequence + " is below 1");
        }
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(channel, "channel");
    }
}
