package org.prmonitor.source.internal.lane;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.osgi.framework.AllServiceListener;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.service.event.EventHandler;

/**
 * The topics of ours that the handlers in a framework ask for, from {@link #open} to {@link #close}; before and afterwards all
 * of them. The framework calls it, as it calls EventAdmin, before a registration or a change of properties returns: an event that
 * is made after that is judged with the handler. While one comes or goes either answer is right, as it is with EventAdmin.
 *
 * <p>It looks with the eyes of EventAdmin's bundle, so that hooks and regions that hide handlers from our bundle alone do not
 * count. It sees more than EventAdmin where a handler has another {@code EventHandler} class, and that is an event for
 * nothing. It sees less only where an {@code EventListenerHook} tells the listeners of one bundle apart and withholds a
 * handler from this one, or lets through a registration again that it had withheld. Any thread.
 */
final class HandlerTopics implements AllServiceListener {

    private static final String HANDLERS = "(" + Constants.OBJECTCLASS + "=" + EventHandler.class.getName() + ")";

    private final BundleContext context;

    /**
     * What those ask for that ask for anything of ours. Guarded by this object's monitor, under which the properties are read,
     * too: of two threads that tell of one service, the later one has read what holds.
     */
    private final Map<ServiceReference<?>, Set<String>> asked = new HashMap<>();

    /** Guarded by this object's monitor. */
    private boolean isOpen;

    /** Replaced as a whole, under this object's monitor; read by the lane for every event, after it has taken it. */
    private volatile AskedTopics topics = AskedTopics.ALL;

    /**
     * Not open yet.
     *
     * @param context EventAdmin's own
     */
    HandlerTopics(BundleContext context) {
        this.context = context;
    }

    /**
     * Begins to look.
     *
     * @throws IllegalStateException when the bundle of the context has stopped
     * @throws SecurityException when it is not for us to look with
     */
    void open() {
        try {
            context.addServiceListener(this, HANDLERS);
            // From here on nothing is missed: one that comes now may be told of twice, which is no harm.
            var found = context.getAllServiceReferences(EventHandler.class.getName(), null);
            synchronized (this) {
                isOpen = true;
                if (found != null) {
                    Arrays.stream(found).forEach(this::read);
                }
                publish();
            }
        } catch (InvalidSyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Looks no more. */
    void close() {
        synchronized (this) {
            isOpen = false;
            asked.clear();
            topics = AskedTopics.ALL;
        }
        try {
            context.removeServiceListener(this);
        } catch (IllegalStateException stopped) {
            // The framework has removed it with everything else of that bundle.
        }
    }

    /** Whether an event with this topic is to be sent. */
    boolean contains(String topic) {
        return topics.contains(topic);
    }

    @Override
    public synchronized void serviceChanged(ServiceEvent event) {
        var reference = event.getServiceReference();
        var before = asked.get(reference);
        if (event.getType() == ServiceEvent.UNREGISTERING) {
            asked.remove(reference);
        } else {
            read(reference);
        }
        if (isOpen && !Objects.equals(before, asked.get(reference))) {
            publish();
        }
    }

    private void read(ServiceReference<?> reference) {
        var ours = new HandlerService(reference).ourTopics();
        if (ours.isEmpty()) {
            asked.remove(reference);
        } else {
            asked.put(reference, ours);
        }
    }

    private void publish() {
        // One thread may tell of a change after another one has told of the end; what is found at first may have ended, too.
        asked.keySet().removeIf(reference -> reference.getBundle() == null);
        topics = new AskedTopics(asked.values().stream().flatMap(Collection::stream).toList());
    }
}
