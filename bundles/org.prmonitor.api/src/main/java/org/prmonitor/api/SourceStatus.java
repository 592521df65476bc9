package org.prmonitor.api;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.channel.ChannelFidelity;

/**
 * The source at one moment.
 *
 * @param state what it is doing
 * @param channel the open channel's name; null when none is open
 * @param fidelity what that channel promises; null when none is open
 * @param remarks one line for each better channel that did not open and why, or for the last failure; read-only
 * @param journalId which numbering the sequence numbers belong to: another one where they begin anew
 * @param lastSequence the highest sequence number given so far, 0 before the first
 * @param hops the books, in the order of an event's way; read-only
 * @param listeners the listeners, those included whose place is only kept, and the subscriptions of {@link
 *     MonitorEventSource#publisher}, by id; read-only
 */
public record SourceStatus(
        SourceState state,
        @Nullable String channel,
        @Nullable ChannelFidelity fidelity,
        List<String> remarks,
        UUID journalId,
        long lastSequence,
        List<HopStatistics> hops,
        List<ListenerStatus> listeners) {

    /**
     * Copies the lists.
     *
     * @param state the record's component
     * @param channel the record's component
     * @param fidelity the record's component
     * @param remarks the record's component
     * @param journalId the record's component
     * @param lastSequence the record's component
     * @param hops the record's component
     * @param listeners the record's component
     */
    public SourceStatus {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(journalId, "journalId");
        remarks = List.copyOf(remarks);
        hops = List.copyOf(hops);
        listeners = List.copyOf(listeners);
    }

    /**
     * {@return the books of one hop, zeros where it has none yet}
     *
     * @param name such as {@code journal}; see {@link HopStatistics#hop()}
     */
    public HopStatistics hop(String name) {
        for (var hop : hops) {
            if (hop.hop().equals(name)) {
                return hop;
            }
        }
        return new HopStatistics(name, 0, 0, 0, 0);
    }
}
