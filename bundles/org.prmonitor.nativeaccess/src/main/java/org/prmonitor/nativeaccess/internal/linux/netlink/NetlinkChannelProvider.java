package org.prmonitor.nativeaccess.internal.linux.netlink;

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
import org.prmonitor.nativeaccess.internal.linux.LinuxLibrary;

/**
 * {@code linux-netlink}: the kernel's process connector. Complete, with every loss counted; arguments are read after the
 * fact. Needs no rights on Linux 6.6 and later, but no more than a small buffer is to be had without CAP_NET_ADMIN.
 */
@Component
@ServiceRanking(200)
public final class NetlinkChannelProvider implements MonitorChannelProvider {

    static final String NAME = "linux-netlink";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ChannelFidelity fidelity() {
        return ChannelFidelity.BEST_EFFORT;
    }

    @Override
    public Set<EventType> types() {
        return EnumSet.of(EventType.STARTED, EventType.FORKED, EventType.EXITED);
    }

    @Override
    public ChannelReadiness readiness() {
        try (var socket = ConnectorSocket.open(library(), ChannelOptions.DEFAULT_RING_BYTES, event -> {})) {
            return ChannelReadiness.ready("the process connector answers; room for " + socket.capacity() + " messages");
        } catch (ChannelException e) {
            return ChannelReadiness.notReady(e);
        }
    }

    @Override
    public MonitorChannel open(ChannelOptions options) throws ChannelException {
        return NetlinkChannel.open(library(), options);
    }

    private static LinuxLibrary library() throws ChannelException {
        if (!"Linux".equals(System.getProperty("os.name"))) {
            throw new ChannelException("the process connector is Linux's, and this is " + System.getProperty("os.name"), null);
        }
        return LinuxLibrary.load();
    }
}
