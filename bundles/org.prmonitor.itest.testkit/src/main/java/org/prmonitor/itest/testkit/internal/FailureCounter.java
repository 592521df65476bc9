package org.prmonitor.itest.testkit.internal;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Component;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.MonitorListener;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;

/** Counts processes that fail. The count is a service of a type of the JDK's: the tests' class path does not share our own. */
@Component(service = {MonitorEventListener.class, LongSupplier.class})
@MonitorListener(id = "failures", types = EventType.EXITED, filter = "(exit.code>=1)")
public final class FailureCounter implements MonitorEventListener, LongSupplier {

    private final AtomicLong count = new AtomicLong();

    @Override
    public void onEvent(MonitorEvent event) {
        if (event instanceof ProcessExited) {
            count.incrementAndGet();
        }
    }

    @Override
    public long getAsLong() {
        return count.get();
    }
}
