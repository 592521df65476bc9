package org.prmonitor.itest.handlers.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventHandler;

/**
 * Keeps what it got for a test, which knows this component by its {@code handler} property and its queue as a type of the
 * JDK, since the two bundles share no other.
 */
abstract class RecordingHandler implements EventHandler, Supplier<BlockingQueue<Map<String, Object>>> {

    private final BlockingQueue<Map<String, Object>> received = new LinkedBlockingQueue<>();

    @Override
    public void handleEvent(Event event) {
        var properties = new HashMap<String, Object>();
        for (var name : event.getPropertyNames()) {
            properties.put(name, event.getProperty(name));
        }
        received.add(properties);
    }

    /** The properties of every event, in the order in which they came. */
    @Override
    public BlockingQueue<Map<String, Object>> get() {
        return received;
    }
}
