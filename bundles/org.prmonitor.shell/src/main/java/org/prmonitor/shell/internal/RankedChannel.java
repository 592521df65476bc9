package org.prmonitor.shell.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.osgi.framework.Constants;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.channel.ChannelReadiness;
import org.prmonitor.api.channel.MonitorChannelProvider;

/**
 * A channel with its place in the order in which {@code auto} tries them.
 *
 * @param ranking {@code service.ranking}; the highest is tried first
 * @param serviceId {@code service.id}; of equal rankings the lowest is tried first, OSGi Core 8 section 5.2.5
 * @param provider the service
 */
record RankedChannel(int ranking, long serviceId, MonitorChannelProvider provider) {

    private static final Comparator<RankedChannel> ORDER =
            Comparator.comparingInt(RankedChannel::ranking).reversed().thenComparingLong(RankedChannel::serviceId);

    /** The channels in the order in which {@code auto} tries them. */
    static List<RankedChannel> inOrder(Collection<Map.Entry<Map<String, Object>, MonitorChannelProvider>> services) {
        return services.stream().map(RankedChannel::of).sorted(ORDER).toList();
    }

    private static RankedChannel of(Map.Entry<Map<String, Object>, MonitorChannelProvider> service) {
        // A ranking of another type counts as none.
        var ranking = service.getKey().get(Constants.SERVICE_RANKING) instanceof Integer number ? number : 0;
        var id = service.getKey().get(Constants.SERVICE_ID) instanceof Long number ? number : Long.MAX_VALUE;
        return new RankedChannel(ranking, id, service.getValue());
    }

    String name() {
        return provider.name();
    }

    /** The fidelity's name in words, such as {@code best effort}. */
    String fidelity() {
        return provider.fidelity().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether it would open; a channel that fails even at this question would not. */
    ChannelReadiness readiness() {
        try {
            return provider.readiness();
        } catch (RuntimeException | LinkageError failure) {
            return ChannelReadiness.notReady(new ChannelException(
                    "asked whether it would open, the channel failed: " + failure,
                    "report this to whoever made the channel"));
        }
    }
}
