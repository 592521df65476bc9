package org.prmonitor.source.internal.pump;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.prmonitor.api.channel.MonitorChannelProvider;
import org.prmonitor.source.internal.configuration.SourceSettings;

/** Which providers are there, and in what order to try them. Any thread. */
public final class ChannelSelector {

    /** Sorted, replaced as a whole; writers hold this object's monitor. */
    private volatile List<ChannelCandidate> candidates = List.of();

    /** A provider came, or its properties changed. */
    public synchronized void add(MonitorChannelProvider provider, Map<String, ?> properties) {
        candidates = Stream.concat(without(provider), Stream.of(ChannelCandidate.of(provider, properties)))
                .sorted()
                .toList();
    }

    /** A provider went. */
    public synchronized void remove(MonitorChannelProvider provider) {
        candidates = without(provider).toList();
    }

    /** Those to try under these settings, best first. */
    List<ChannelCandidate> candidates(SourceSettings settings) {
        return candidates.stream()
                .filter(candidate -> settings.isAuto() || candidate.name().equals(settings.channel()))
                .toList();
    }

    /** The names of all, best first. */
    List<String> names() {
        return candidates.stream().map(ChannelCandidate::name).toList();
    }

    Optional<ChannelCandidate> candidate(MonitorChannelProvider provider) {
        return candidates.stream().filter(candidate -> candidate.provider() == provider).findFirst();
    }

    private Stream<ChannelCandidate> without(MonitorChannelProvider provider) {
        return candidates.stream().filter(candidate -> candidate.provider() != provider);
    }
}
