package org.prmonitor.consumer.console.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.prmonitor.api.event.EventKeys;
import org.prmonitor.api.event.MonitorEvent;

/** Prints what EventAdmin brings, and keeps the books. EventAdmin may call from two threads at once. */
final class EventPrinter implements EventHandler {

    private final BatchedOutput output;
    private final EventCounts counts;

    /** Volatile: a configuration change replaces it while events come; {@link #output}'s lock serialises its use. */
    private volatile EventFormatter formatter;

    /** The formatter that has printed what comes before its first event. Guarded by {@link #output}'s lock. */
    private @Nullable EventFormatter begun;

    /** {@link #print}, made once. */
    private final BatchedOutput.Lines<Map<String, Object>> printing = this::print;

    EventPrinter(BatchedOutput output, EventCounts counts, EventFormatter formatter) {
        this.output = output;
        this.counts = counts;
        this.formatter = formatter;
    }

    /** From the next event on, prints with another formatter. */
    void use(EventFormatter newFormatter) {
        formatter = newFormatter;
    }

    @Override
    public void handleEvent(Event event) {
        var properties = properties(event);
        if (output.write(properties, printing)) {
            counts.count(event.getTopic(), properties);
        }
    }

    private void print(Map<String, Object> properties, OutputStream buffer) throws IOException {
        var current = formatter;
        if (current != begun) {
            current.begin(buffer);
            begun = current;
        }
        current.format(properties, buffer);
    }

    /** The record's own view has the documented order; an event without its record (a remote EventAdmin's) has none. */
    private static Map<String, Object> properties(Event event) {
        if (event.getProperty(EventKeys.EVENT) instanceof MonitorEvent typed) {
            return typed.properties();
        }
        var properties = new LinkedHashMap<String, Object>();
        properties.put(EventConstants.EVENT_TOPIC, event.getTopic());
        for (var name : event.getPropertyNames()) {
            var value = event.getProperty(name);
            if (value != null) {
                properties.put(name, value);
            }
        }
        return properties;
    }
}
