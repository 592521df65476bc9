package org.prmonitor.api.channel;

import org.osgi.annotation.versioning.ProviderType;
import org.prmonitor.api.event.MonitorEvent;

/** Where a channel puts what it drains. One thread, the one that called {@link MonitorChannel#drain}. */
@ProviderType
public interface MonitorEventSink {

    /**
     * {@return the sequence number that the next accepted event has to carry} It does not change until {@link #accept} or
     * {@link #lost}.
     */
    long nextSequence();

    /**
     * Takes an event whose header carries {@link #nextSequence()}.
     *
     * @param event the next one, immutable
     */
    void accept(MonitorEvent event);

    /**
     * Says that events are missing here: after the last accepted one and before the next.
     *
     * @param count how many, above 0
     */
    void lost(long count);
}
