package org.prmonitor.api.channel;

import org.prmonitor.api.event.MonitorEvent;

/** Where a channel puts what it drains. One thread, the one that called {@link MonitorChannel#drain}. */
public interface MonitorEventSink {

    /** The sequence number that the next accepted event has to carry. It does not change until {@link #accept} or {@link #lost}. */
    long nextSequence();

    /** Takes an event whose header carries {@link #nextSequence()}. */
    void accept(MonitorEvent event);

    /**
     * Says that events are missing here: after the last accepted one and before the next.
     *
     * @param count how many, above 0
     */
    void lost(long count);
}
