package org.prmonitor.itest.testkit.losing;

import java.util.Hashtable;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.MonitorEvent;

/** Wrong: every instance has an id of its own, so that none goes on where the one before it left off. */
@Component(service = Supplier.class, immediate = true)
public final class LosingCounter implements MonitorEventListener, Supplier<long[]> {

    private final AtomicLong seen = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final ServiceRegistration<MonitorEventListener> registration;

    @Activate
    public LosingCounter(BundleContext context) {
        registration = context.registerService(
                MonitorEventListener.class, this, new Hashtable<>(Map.of("prmonitor.listener.id", "losing-" + UUID.randomUUID())));
    }

    @Deactivate
    public void deactivate() {
        registration.unregister();
    }

    @Override
    public void onEvent(MonitorEvent event) {
        if (event instanceof EventsLost loss) {
            lost.addAndGet(loss.to() - loss.from() + 1);
        } else {
            seen.incrementAndGet();
        }
    }

    @Override
    public long[] get() {
        return new long[] {seen.get(), lost.get()};
    }
}
