package org.prmonitor.api.channel;

import java.time.Duration;
import java.util.Collection;
import org.osgi.annotation.versioning.ConsumerType;
import org.prmonitor.api.RunningProcess;

/**
 * An open conversation with a kernel. {@link #await}, {@link #drain}, {@link #snapshot}, {@link #detach} and {@link #close} belong to one
 * thread, the pump; {@link #wakeup} and {@link #statistics} may be called from any, before and after {@link #close}.
 */
@ConsumerType
public interface MonitorChannel extends AutoCloseable {

    /**
     * Waits for the kernel's signal.
     *
     * @param timeout how long at most
     * @return false when the time ran out or {@link #wakeup} was called with nothing there. True is a hint: a drain may
     *     still find nothing
     * @throws ChannelException when the channel is dead
     * @throws InterruptedException when the calling thread was interrupted; nothing is lost
     */
    boolean await(Duration timeout) throws ChannelException, InterruptedException;

    /**
     * Hands over all that is ready, in the ring's order, losses in their place. What comes meanwhile may come too, or be
     * left, which the next {@link #await} tells at once: a kernel that is faster than the sink must not keep its caller here.
     *
     * @param sink takes them on the calling thread
     * @return how many events went to the sink
     * @throws ChannelException when the channel is dead; what was handed over stays so
     */
    int drain(MonitorEventSink sink) throws ChannelException;

    /** Ends a running {@link #await}, or the next one. */
    void wakeup();

    /** {@return the books since the channel was opened; after {@link #close}, the last ones} */
    ChannelStatistics statistics();

    /**
     * {@return the processes that run now} What happens after a row's {@link RunningProcess#observedAt()} comes through
     * {@link #drain}, because the kernel was already watching when the channel opened.
     *
     * @throws ChannelException when the system's tables cannot be read
     */
    Collection<RunningProcess> snapshot() throws ChannelException;

    /**
     * From now on nothing more is recorded; what was recorded can still be drained. So that the last drain before {@link #close}
     * leaves nothing behind, however much happens meanwhile. A record that the kernel was just making may come a moment later. A
     * channel that cannot do this does nothing, and what comes between its last drain and its closing counts as lost. A second
     * call does nothing.
     *
     * @throws ChannelException when the channel is dead
     */
    default void detach() throws ChannelException {}

    /** Detaches from the kernel and releases everything. A second call does nothing. */
    @Override
    void close();
}
