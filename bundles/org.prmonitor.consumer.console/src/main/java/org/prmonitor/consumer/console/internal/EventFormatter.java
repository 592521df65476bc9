package org.prmonitor.consumer.console.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/**
 * One way to print events. It sees the properties of {@link org.prmonitor.api.event.EventKeys} and not the records: an
 * event that crossed a process boundary has no record, and a family that this consumer does not know still prints. Not
 * thread-safe; {@link BatchedOutput} calls it under its lock.
 */
@FunctionalInterface
interface EventFormatter {

    /** What comes before the first event. */
    default void begin(OutputStream output) throws IOException {}

    /**
     * Prints one event as whole lines.
     *
     * @param properties the event's properties, in the order in which they are to be seen
     */
    void format(Map<String, Object> properties, OutputStream output) throws IOException;
}
