package org.prmonitor.api;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.MonitorEvent;

/**
 * Takes events one after the other, in order, and loses none while its bundle is swapped. Register it as an OSGi service;
 * {@link MonitorListener} says which events it wants, and under which id it goes on when a new instance takes its place.
 *
 * <p>Every listener has a thread of its own and a cursor of its own in the journal. One that is slow falls behind alone; what
 * it misses when it falls off the journal's tail an {@link EventsLost} names in its place, which reaches every listener,
 * whatever it asked for. One that throws is reported once an incident, and goes on at the next event. One call is made at a
 * time, and none after the bundle was told that its service is not used any more; but for a call that would not end: it is
 * interrupted, and left behind.
 */
@ConsumerType
@FunctionalInterface
public interface MonitorEventListener {

    /**
     * Something happened.
     *
     * @param event immutable, may be kept
     * @throws Exception reported; the listener goes on at the next event. It has been given this one.
     */
    void onEvent(MonitorEvent event) throws Exception;

    /**
     * What is there, in one call, for a listener that can do with a batch what it would have to do for every event: write,
     * send, commit. A batch counts as taken when the call returns. Where it throws, the listener goes on after the last event
     * that it took out of the batch.
     *
     * @param events one or more, oldest first; read-only, may be kept, but is read by the calling thread alone
     * @throws Exception reported, as above
     */
    default void onEvents(List<MonitorEvent> events) throws Exception {
        for (var event : events) {
            onEvent(event);
        }
    }
}
