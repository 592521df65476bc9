package org.prmonitor.source.internal.pump;

import org.prmonitor.api.channel.ChannelOptions;
import org.prmonitor.api.channel.ChannelStatistics;
import org.prmonitor.api.channel.MonitorChannel;
import org.prmonitor.api.channel.MonitorChannelProvider;

/** One channel from its opening to its closing. Pump's thread only, but for what is final. */
final class ChannelSession {

    private final ChannelCandidate candidate;
    private final MonitorChannel channel;
    private final ChannelOptions options;
    private final long openedNanos;

    /** Events that the channel handed to the journal's door. */
    private long accepted;
    /** Events that the channel said were lost. */
    private long reported;

    ChannelSession(ChannelCandidate candidate, MonitorChannel channel, ChannelOptions options, long openedNanos) {
        this.candidate = candidate;
        this.channel = channel;
        this.options = options;
        this.openedNanos = openedNanos;
    }

    String name() {
        return candidate.name();
    }

    MonitorChannelProvider provider() {
        return candidate.provider();
    }

    ChannelCandidate candidate() {
        return candidate;
    }

    MonitorChannel channel() {
        return channel;
    }

    ChannelOptions options() {
        return options;
    }

    long openedNanos() {
        return openedNanos;
    }

    void countAccepted() {
        accepted++;
    }

    void countReported(long count) {
        reported += count;
    }

    /** What the source counted itself, for a channel that does not tell. */
    ChannelStatistics ownCount() {
        return new ChannelStatistics(accepted + reported, accepted, reported);
    }

    /** Of what the kernel saw, how many nobody was told about: neither handed over nor reported as lost. */
    long unaccounted(ChannelStatistics last) {
        return Math.max(0, last.seen() - accepted - reported);
    }

    /** Of what the kernel could not keep, how many nobody was told about. */
    long unreported(ChannelStatistics last) {
        return Math.max(0, last.lost() - reported);
    }
}
