package org.prmonitor.nativeaccess.internal.linux.ebpf;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.propertytypes.ServiceRanking;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.channel.ChannelFidelity;
import org.prmonitor.api.channel.ChannelOptions;
import org.prmonitor.api.channel.ChannelReadiness;
import org.prmonitor.api.channel.MonitorChannel;
import org.prmonitor.api.channel.MonitorChannelProvider;
import org.prmonitor.api.event.EventType;
import org.prmonitor.nativeaccess.internal.linux.bpf.KernelFacts;

/** The best channel on Linux: programs in the kernel, at the places where processes are made and end. */
@Component
@ServiceRanking(300)
public final class EbpfChannelProvider implements MonitorChannelProvider {

    private static final String NAME = "linux-ebpf";

    private static final Set<EventType> TYPES =
            Collections.unmodifiableSet(EnumSet.of(EventType.STARTED, EventType.FORKED, EventType.EXITED));

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ChannelFidelity fidelity() {
        return ChannelFidelity.EXACT;
    }

    @Override
    public Set<EventType> types() {
        return TYPES;
    }

    @Override
    public ChannelReadiness readiness() {
        // Everything that open does, with the smallest ring there is.
        try {
            open(new ChannelOptions(TYPES, 1, 0)).close();
            var facts = KernelFacts.read();
            return ChannelReadiness.ready("Linux " + facts.release() + ", BTF, " + facts.rights());
        } catch (ChannelException e) {
            return ChannelReadiness.notReady(e);
        }
    }

    @Override
    public MonitorChannel open(ChannelOptions options) throws ChannelException {
        var system = System.getProperty("os.name");
        if (!"Linux".equals(system)) {
            throw new ChannelException("this is " + system + ", not Linux", null);
        }
        return EbpfChannel.open(NAME, options);
    }
}
