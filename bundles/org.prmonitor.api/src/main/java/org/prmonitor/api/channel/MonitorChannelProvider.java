package org.prmonitor.api.channel;

import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;
import org.prmonitor.api.event.EventType;

/**
 * A way to bring events out of a kernel, as an OSGi service. With channel {@code auto} the source takes the one with the
 * highest {@code service.ranking} that opens. All methods may be called from any thread.
 */
@ConsumerType
public interface MonitorChannelProvider {

    /**
     * {@return the name in configuration and events, such as {@code linux-ebpf}; unique, and the same for the life of the
     * service}
     */
    String name();

    /** {@return what the channel promises} */
    ChannelFidelity fidelity();

    /** {@return what the channel can report} */
    Set<EventType> types();

    /**
     * {@return whether {@link #open} would succeed here and now, found out by trying what it needs; leaves nothing behind}
     */
    ChannelReadiness readiness();

    /**
     * Opens the channel: when this returns, the kernel is watching.
     *
     * @param options what to report; what the channel cannot see it leaves out
     * @return open, and the caller's to close
     * @throws ChannelException with what was tried, the system's answer, and what to do
     */
    MonitorChannel open(ChannelOptions options) throws ChannelException;
}
