package org.prmonitor.itest.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.service.ListenerHook;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventHandler;

/**
 * Watches an EventAdmin that is stopped, until it is there again for good.
 *
 * <p>Felix's looks for handlers twice: Configuration Admin tells it on another thread, soon after its start, that it has no configuration, and it
 * forgets its handlers and looks for them anew. What is sent to it meanwhile reaches nobody. When it looks for them is seen by the
 * framework alone, which tells a hook.
 */
final class EventAdminStart implements ListenerHook, AutoCloseable {

    private static final String FELIX = "org.apache.felix.eventadmin";
    private static final int PROBE_MILLIS = 10;

    private final BundleContext context;
    private final Bundle eventAdmin;
    private final Semaphore searches = new Semaphore(0);
    private final ServiceRegistration<ListenerHook> registration;

    /** From now on; the bundle is to be stopped. */
    EventAdminStart(BundleContext context, Bundle eventAdmin) {
        this.context = context;
        this.eventAdmin = eventAdmin;
        this.registration = context.registerService(ListenerHook.class, this, null);
    }

    /** Whether what is sent while it starts may reach nobody. */
    boolean isTwofold() {
        return eventAdmin.getSymbolicName().equals(FELIX);
    }

    @Override
    public void added(Collection<ListenerInfo> listeners) {
        for (var listener : listeners) {
            var filter = listener.getFilter();
            if (!listener.isRemoved() && listener.getBundleContext().getBundle() == eventAdmin
                    && filter != null && filter.contains(EventHandler.class.getName())) {
                searches.release();
            }
        }
    }

    @Override
    public void removed(Collection<ListenerInfo> listeners) {}

    /**
     * Until a handler is known, and will be.
     *
     * @param topic one that only the handler asks for, and tells by the latch
     */
    void awaitKnown(String topic, CountDownLatch known) throws InterruptedException {
        assertTrue(
                searches.tryAcquire(isTwofold() ? 2 : 1, ContainerSource.PATIENCE.toSeconds(), TimeUnit.SECONDS), "it does not look for handlers");
        var reference = context.getServiceReference(EventAdmin.class);
        var deadline = System.nanoTime() + ContainerSource.PATIENCE.toNanos();
        do {
            context.getService(reference).sendEvent(new Event(topic, Map.of()));
        } while (!known.await(PROBE_MILLIS, TimeUnit.MILLISECONDS) && System.nanoTime() < deadline);
        context.ungetService(reference);
        assertTrue(known.await(0, TimeUnit.SECONDS), "the handler is given nothing");
    }

    /** What was received or should have been, but for what may have been sent while it started. */
    List<Long> reliable(List<Long> sequences, long lastBefore, long firstAfter) {
        return isTwofold() ? sequences.stream().filter(each -> each <= lastBefore || each >= firstAfter).toList() : sequences;
    }

    @Override
    public void close() {
        registration.unregister();
    }
}
