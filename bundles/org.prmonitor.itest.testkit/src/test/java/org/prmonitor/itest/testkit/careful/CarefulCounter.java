package org.prmonitor.itest.testkit.careful;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Component;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.MonitorListener;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.MonitorEvent;

/** Counts what it gets and what it is told is missing. */
@Component(service = {MonitorEventListener.class, Supplier.class})
@MonitorListener(id = "careful", filter = "(exit.code>=1)")
public final class CarefulCounter implements MonitorEventListener, Supplier<long[]> {

    private final AtomicLong seen = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();

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
