package org.prmonitor.api;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;
import org.prmonitor.api.event.EventsLost;
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

    /** {@return state, channel and books at this moment} */
    SourceStatus status();

    /**
     * {@return the newest events of the journal, oldest first}
     *
     * @param count at most so many; 0 or more
     */
    List<MonitorEvent> recent(int count);

    /** {@return the processes that run now, in no particular order: a snapshot, read-only, and bounded as configured} */
    Collection<RunningProcess> processes();

    /**
     * {@return the process that has this id now, or null}
     *
     * @param processId in the root PID namespace (Linux)
     */
    @Nullable RunningProcess process(long processId);

    /**
     * The events as a stream for whoever has a library of reactive streams at hand: what a {@link MonitorEventListener} is given, but
     * only as many as were asked for. A subscription begins with the event after the call of {@code subscribe}, and each has a
     * cursor of its own in the journal. What has not been requested stays there: a subscriber that asks for little delays
     * nobody and takes no memory. One that falls off the journal's tail is told by an {@link EventsLost} in place of what it missed.
     *
     * <p>Every subscription has a thread of its own, on which all its signals are given, one after the other, the first one included; it
     * is listed in {@link SourceStatus#listeners()} under an id such as {@code publisher-3}, with its books. A subscriber that throws
     * is cancelled, which the log says. The publisher follows the specification of Reactive Streams, and passes its test kit:
     *
     * <ul>
     *   <li>A request that is not positive ends the subscription with {@code onError(IllegalArgumentException)}.
     *   <li>When the source stops, what is there is given as far as it is requested, for a second at most, then {@code onComplete}. It
     *       is no failure: a source that is configured anew or whose channel dies goes on and completes nothing.
     *   <li>Who subscribes to the source after its stop gets {@code onError(IllegalStateException)}: take the service anew.
     * </ul>
     *
     * <p>A subscription does not end with the bundle whose subscriber it is: cancel it when yours is stopped. It is not
     * swapped either: between two subscriptions nothing is kept. {@link MonitorListener} does both.
     *
     * @param filter an LDAP filter on the events' properties such as {@code (image.path=*&#47;bash)}; empty for all. Losses always
     *     pass. What does not pass needs no request.
     * @return for any number of subscribers, one after the other or at once
     * @throws IllegalArgumentException when the filter's syntax is wrong; the message says where
     */
    Flow.Publisher<MonitorEvent> publisher(String filter);

    /**
     * Waits until everything that the kernel had recorded at the time of the call has left through EventAdmin.
     *
     * @param timeout how long at most
     * @return false when the time ran out first
     * @throws InterruptedException when the calling thread was interrupted; nothing is lost
     */
    boolean flush(Duration timeout) throws InterruptedException;

    /**
     * Waits until a condition on the status holds. It is tested at every change of state and at short intervals between.
     *
     * @param timeout how long at most
     * @param condition called on the waiting thread; may be called often
     * @return the status that fulfilled the condition, or the last one when the time ran out
     * @throws InterruptedException when the calling thread was interrupted
     */
    SourceStatus await(Duration timeout, Predicate<? super SourceStatus> condition) throws InterruptedException;
}
