package org.prmonitor.shell.internal;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.Constants;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.channel.ChannelFidelity;
import org.prmonitor.api.channel.ChannelOptions;
import org.prmonitor.api.channel.ChannelReadiness;
import org.prmonitor.api.channel.MonitorChannel;
import org.prmonitor.api.channel.MonitorChannelProvider;
import org.prmonitor.api.event.EventType;

/** A channel that can only be asked, never opened: no command opens one. */
record FakeChannel(String name, ChannelFidelity fidelity, ChannelReadiness readiness) implements MonitorChannelProvider {

    static final FakeChannel EBPF = new FakeChannel("linux-ebpf", ChannelFidelity.EXACT, ChannelReadiness.ready("Linux 6.18 with BTF"));
    static final FakeChannel EBPF_DENIED = new FakeChannel(
            "linux-ebpf",
            ChannelFidelity.EXACT,
            ChannelReadiness.notReady(new ChannelException(
                    "bpf(BPF_PROG_LOAD): Operation not permitted (EPERM)\nline 2 of the log", 1, "run as root", null)));
    static final FakeChannel POLLING = new FakeChannel("process-polling", ChannelFidelity.SAMPLED, ChannelReadiness.ready("any platform"));

    /** As SCR hands over a service: its properties and itself. */
    static Map.Entry<Map<String, Object>, MonitorChannelProvider> service(MonitorChannelProvider provider, int ranking, long id) {
        return Map.entry(Map.of(Constants.SERVICE_RANKING, ranking, Constants.SERVICE_ID, id), provider);
    }

    @Override
    public Set<EventType> types() {
        return EnumSet.of(EventType.STARTED, EventType.EXITED);
    }

    @Override
    public MonitorChannel open(ChannelOptions options) throws ChannelException {
        throw new ChannelException("opened by a command", null);
    }
}
