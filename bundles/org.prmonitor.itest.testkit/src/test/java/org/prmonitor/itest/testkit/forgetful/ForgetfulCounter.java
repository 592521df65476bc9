package org.prmonitor.itest.testkit.forgetful;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Component;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.MonitorListener;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;

/** Wrong: what is no exit is nothing to it. */
@Component(service = {MonitorEventListener.class, Supplier.class})
@MonitorListener(id = "forgetful")
public final class ForgetfulCounter implements MonitorEventListener, Supplier<long[]> {

    private final AtomicLong seen = new AtomicLong();

    @Override
    public void onEvent(MonitorEvent event) {
        if (event instanceof ProcessExited) {
            seen.incrementAndGet();
        }
    }

    @Override
    public long[] get() {
        return new long[] {seen.get(), 0};
    }
}
