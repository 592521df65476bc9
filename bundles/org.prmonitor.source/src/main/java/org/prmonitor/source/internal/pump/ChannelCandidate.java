package org.prmonitor.source.internal.pump;

import java.util.Comparator;
import java.util.Map;
import org.osgi.framework.Constants;
import org.prmonitor.api.channel.MonitorChannelProvider;

/**
 * A provider in the order of the OSGi service registry: highest ranking first, then lowest service id.
 *
 * @param provider the service
 * @param ranking its {@code service.ranking}
 * @param serviceId its {@code service.id}
 * @param bundleId the bundle that it came from, {@code service.bundleid}
 */
record ChannelCandidate(MonitorChannelProvider provider, int ranking, long serviceId, long bundleId)
        implements Comparable<ChannelCandidate> {

    private static final Comparator<ChannelCandidate> ORDER =
            Comparator.comparing(ChannelCandidate::ranking).reversed().thenComparing(ChannelCandidate::serviceId);

    /** From a service's properties; what is absent or of another type counts as 0, as in the registry. */
    static ChannelCandidate of(MonitorChannelProvider provider, Map<String, ?> properties) {
        var ranking = properties.get(Constants.SERVICE_RANKING);
        return new ChannelCandidate(
                provider,
                ranking instanceof Integer given ? given : 0,
                number(properties, Constants.SERVICE_ID),
                number(properties, Constants.SERVICE_BUNDLEID));
    }

    String name() {
        return provider.name();
    }

    private static long number(Map<String, ?> properties, String key) {
        return properties.get(key) instanceof Long given ? given : 0;
    }

    @Override
    public int compareTo(ChannelCandidate other) {
        return ORDER.compare(this, other);
    }
}
