package org.prmonitor.itest.testkit.blocking;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Component;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.MonitorListener;
import org.prmonitor.api.event.MonitorEvent;

/** Wrong: it puts what it gets into a queue that nobody empties. */
@Component(service = {MonitorEventListener.class, Supplier.class})
@MonitorListener(id = "blocking")
public final class BlockingCounter implements MonitorEventListener, Supplier<long[]> {

    private final BlockingQueue<MonitorEvent> queue = new ArrayBlockingQueue<>(8);

    @Override
    public void onEvent(MonitorEvent event) throws InterruptedException {
        queue.put(event);
    }

    @Override
    public long[] get() {
        return new long[] {queue.size(), 0};
    }
}
