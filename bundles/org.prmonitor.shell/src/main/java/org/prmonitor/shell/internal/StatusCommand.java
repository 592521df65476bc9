package org.prmonitor.shell.internal;

import java.util.Locale;
import org.apache.felix.service.command.Descriptor;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.prmonitor.api.MonitorEventSource;

/** {@code prmonitor:status}. */
@Component(service = StatusCommand.class)
@ShellCommand(osgi_command_function = "status")
public final class StatusCommand {

    /** Null while there is none. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable MonitorEventSource source;

    /** State, channel and books. */
    @Descriptor("shows the source's state, its channel, and what every hop has seen, delivered and lost, how far it is behind and how fast")
    public String status() {
        var current = source;
        if (current == null) {
            throw CommandFailure.noSource();
        }
        var status = current.status();
        var summary = TextTable.indented(0)
                .row("state", status.state().name().toLowerCase(Locale.ROOT))
                .row("channel", status.channel());
        var fidelity = status.fidelity();
        if (fidelity != null) {
            summary.row("fidelity", fidelity.description());
        }
        summary.row("journal", status.journalId().toString())
                .row("sequence", Long.toString(status.lastSequence()))
                .row("processes", Integer.toString(current.processes().size()));
        for (var remark : status.remarks()) {
            summary.row("remark", remark);
        }
        var hops = new TextTable("HOP", "SEEN", "DELIVERED", "FILTERED", "LOST", "LAG", "EVENTS/S");
        for (var hop : status.hops()) {
            hops.row(hop.hop(), hop.seen(), hop.delivered(), hop.filtered(), hop.lost(), hop.inFlight(), Rate.rounded(hop.rate()));
        }
        return summary + "\n\n" + hops;
    }
}
