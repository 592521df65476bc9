package org.prmonitor.source.internal.lane;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.prmonitor.api.event.MonitorEvent;

/**
 * An EventAdmin, and what it can make use of. Those that are known to call the EventHandler services of their framework, and
 * to do nothing else with an event, are sent what these ask for: who sends an event pays for it, whether or not there is
 * anybody who takes it. Every other one gets every event: it may carry them to other machines, or write them down. Filters are
 * EventAdmin's own matter. Any thread.
 */
public final class EventAdminTarget implements AutoCloseable {

    /** Bundle-SymbolicName of Felix's, Equinox's, and of Karaf's copy of Felix's. */
    private static final Set<String> HANDLERS_ALONE =
            Set.of("org.apache.felix.eventadmin", "org.eclipse.equinox.event", "org.apache.karaf.services.eventadmin");

    private final EventAdmin service;

    /** Null where everything is sent. */
    private final @Nullable HandlerTopics asked;

    private EventAdminTarget(EventAdmin service, @Nullable HandlerTopics asked) {
        this.service = service;
        this.asked = asked;
    }

    /** One that gets every event. */
    public static EventAdminTarget ofEverything(EventAdmin service) {
        return new EventAdminTarget(service, null);
    }

    /**
     * One that gets every event, or those that a handler asks for, by the bundle that it is from. It asks the framework: not to be
     * called under a lock.
     *
     * @param reference the service's own
     */
    public static EventAdminTarget of(EventAdmin service, ServiceReference<EventAdmin> reference) {
        var bundle = reference.getBundle();
        return new EventAdminTarget(
                service, bundle != null && HANDLERS_ALONE.contains(String.valueOf(bundle.getSymbolicName())) ? topics(bundle) : null);
    }

    private static @Nullable HandlerTopics topics(Bundle bundle) {
        try {
            var context = bundle.getBundleContext();
            if (context != null) {
                var topics = new HandlerTopics(context);
                topics.open();
                return topics;
            }
        } catch (IllegalStateException | SecurityException refused) {
            // It stops, or is not for us to look into. Sending what nobody wants is right, too.
        }
        return null;
    }

    /** Whether it is this service. */
    public boolean is(EventAdmin other) {
        return service == other;
    }

    /** Whether the event is to be sent: false where it is known that nobody would get it. */
    boolean asksFor(MonitorEvent event) {
        var topics = asked;
        return topics == null || topics.contains(event.topic());
    }

    /** Sends it, whoever asks for it. */
    void send(MonitorEvent event) {
        service.sendEvent(new Event(event.topic(), new RecordProperties(event)));
    }

    /** Lets go of the framework. Events can still be sent, and all are asked for. */
    @Override
    public void close() {
        if (asked != null) {
            asked.close();
        }
    }
}
