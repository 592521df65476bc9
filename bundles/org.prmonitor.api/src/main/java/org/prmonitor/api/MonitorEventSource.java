package org.prmonitor.api;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;
import org.prmonitor.api.event.MonitorEvent;

/**
 * The one source of events in a container, as an OSGi service. It takes them from the best channel that opens, numbers
 * them in its journal and publishes them on EventAdmin under {@link org.prmonitor.api.event.EventTopics}. All methods may
 * be called from any thread, and none of them delays an event.
 */
@ProviderType
public interface MonitorEventSource {

    /** The Configuration Admin PID of the source. */
    String PID = "org.prmonitor.source";

    /** State, channel and books at this moment. */
    SourceStatus status();

    /**
     * The newest events of the journal, oldest first.
     *
     * @param count at most so many; 0 or more
     */
    List<MonitorEvent> recent(int count);

    /** The processes that run now, in no particular order: a snapshot, read-only, and bounded as configured. */
    Collection<RunningProcess> processes();

    /** The process that has this id now, or null. */
    @Nullable RunningProcess process(long processId);

    /**
     * Waits until everything that the kernel had recorded at the time of the call has left through EventAdmin.
     *
     * @param timeout how long at most
     * @return false when the time ran out first
     */
    boolean flush(Duration timeout) throws InterruptedException;

    /**
     * Waits until a condition on the status holds. It is tested at every change of state and at short intervals between.
     *
     * @param timeout how long at most
     * @return the status that fulfilled the condition, or the last one when the time ran out
     */
    SourceStatus await(Duration timeout, Predicate<? super SourceStatus> condition) throws InterruptedException;
}
