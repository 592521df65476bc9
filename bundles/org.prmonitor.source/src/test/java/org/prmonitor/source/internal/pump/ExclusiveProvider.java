package org.prmonitor.source.internal.pump;

import java.util.Set;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.channel.ChannelFidelity;
import org.prmonitor.api.channel.ChannelOptions;
import org.prmonitor.api.channel.ChannelReadiness;
import org.prmonitor.api.channel.MonitorChannel;
import org.prmonitor.api.channel.MonitorChannelProvider;
import org.prmonitor.api.event.EventType;
import org.prmonitor.testkit.ScriptedChannelProvider;

/** A kernel that has room for one at a time. */
final class ExclusiveProvider implements MonitorChannelProvider {

    private final ScriptedChannelProvider kernel;

    ExclusiveProvider(ScriptedChannelProvider kernel) {
        this.kernel = kernel;
    }

    @Override
    public String name() {
        return kernel.name();
    }

    @Override
    public ChannelFidelity fidelity() {
        return kernel.fidelity();
    }

    @Override
    public Set<EventType> types() {
        return kernel.types();
    }

    @Override
    public ChannelReadiness readiness() {
        return kernel.readiness();
    }

    @Override
    public MonitorChannel open(ChannelOptions options) throws ChannelException {
        if (!kernel.openChannels().isEmpty()) {
            throw new ChannelException("open: Device or resource busy (EBUSY)", 16, null, null);
        }
        return kernel.open(options);
    }
}
