package org.prmonitor.source.internal.pump;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.SourceState;
import org.prmonitor.api.channel.ChannelFidelity;

/**
 * What the source is doing; see {@link org.prmonitor.api.SourceStatus} for the meaning of each.
 *
 * @param state the state
 * @param channel the open channel's name
 * @param fidelity what that channel promises
 * @param remarks what else is to be said
 */
public record Situation(
        SourceState state, @Nullable String channel, @Nullable ChannelFidelity fidelity, List<String> remarks) {

    /** Without a channel. */
    static Situation without(SourceState state, List<String> remarks) {
        return new Situation(state, null, null, List.copyOf(remarks));
    }
}
