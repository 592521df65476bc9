package org.prmonitor.shell.internal;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.Descriptor;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.api.channel.ChannelReadiness;
import org.prmonitor.api.channel.MonitorChannelProvider;
import org.prmonitor.api.event.EventType;

/** {@code prmonitor:channels}. */
@Component(service = ChannelsCommand.class)
@ShellCommand(osgi_command_function = "channels")
public final class ChannelsCommand {

    /** Replaced as a whole by SCR when a channel comes or goes. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile Collection<Map.Entry<Map<String, Object>, MonitorChannelProvider>> channels = List.of();

    /** Null while there is none; without it every question but the one after the open channel has an answer. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable MonitorEventSource source;

    /** Tries every channel. */
    @Descriptor("lists the channels, best first: fidelity, types, whether they would open, and which one is open (*)")
    public String channels() {
        var ranked = RankedChannel.inOrder(channels);
        if (ranked.isEmpty()) {
            throw new CommandFailure("no channel is installed; install and start the bundle org.prmonitor.nativeaccess");
        }
        var current = source;
        var open = current == null ? null : current.status().channel();
        var table = new TextTable("", "CHANNEL", "RANKING", "FIDELITY", "TYPES", "OPENS HERE");
        for (var channel : ranked) {
            table.row(
                    channel.name().equals(open) ? "*" : "",
                    channel.name(),
                    channel.ranking(),
                    channel.fidelity(),
                    EventType.labels(channel.provider().types()),
                    describe(channel.readiness()));
        }
        return table.toString();
    }

    private static String describe(ChannelReadiness readiness) {
        var detail = (readiness.ready() ? "yes: " : "no: ") + readiness.detail();
        return readiness.remedy() == null ? detail : detail + "; " + readiness.remedy();
    }
}
