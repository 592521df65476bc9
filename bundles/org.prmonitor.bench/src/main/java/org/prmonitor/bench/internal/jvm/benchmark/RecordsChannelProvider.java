package org.prmonitor.bench.internal.jvm.benchmark;

import java.util.EnumSet;
import java.util.Set;
import org.prmonitor.api.channel.ChannelFidelity;
import org.prmonitor.api.channel.ChannelOptions;
import org.prmonitor.api.channel.ChannelReadiness;
import org.prmonitor.api.channel.MonitorChannel;
import org.prmonitor.api.channel.MonitorChannelProvider;
import org.prmonitor.api.event.EventType;

/** Opens the one channel that it has. */
record RecordsChannelProvider(RecordsChannel channel) implements MonitorChannelProvider {

    @Override
    public String name() {
        return WireRecords.CHANNEL;
    }

    @Override
    public ChannelFidelity fidelity() {
        return ChannelFidelity.EXACT;
    }

    @Override
    public Set<EventType> types() {
        return EnumSet.of(EventType.STARTED, EventType.EXITED);
    }

    @Override
    public ChannelReadiness readiness() {
        return ChannelReadiness.ready("records of the bench's own");
    }

    @Override
    public MonitorChannel open(ChannelOptions options) {
        return channel;
    }
}
