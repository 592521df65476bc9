package org.prmonitor.shell.internal;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.prmonitor.api.channel.MonitorChannelProvider;

/** {@code prmonitor:doctor}. */
@Component(service = DoctorCommand.class)
@ShellCommand(osgi_command_function = "doctor")
public final class DoctorCommand {

    /** Replaced as a whole by SCR when a channel comes or goes. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile Collection<Map.Entry<Map<String, Object>, MonitorChannelProvider>> channels = List.of();

    /** Tries every channel. */
    @Descriptor("says of every channel whether it would open here, and if not why and what to do")
    public String doctor() {
        return new DoctorReport(RankedChannel.inOrder(channels)).toString();
    }
}
