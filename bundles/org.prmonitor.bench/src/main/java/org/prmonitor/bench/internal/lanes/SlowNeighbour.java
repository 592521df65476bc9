package org.prmonitor.bench.internal.lanes;

import java.util.concurrent.TimeUnit;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventHandler;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.event.MonitorEvent;

/** A consumer on either lane that computes for a millisecond at every event. */
final class SlowNeighbour implements MonitorEventListener, EventHandler {

    private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    @Override
    public void onEvent(MonitorEvent event) {
        compute();
    }

    @Override
    public void handleEvent(Event event) {
        compute();
    }

    private static void compute() {
        var deadline = System.nanoTime() + NANOS;
        while (System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
    }
}
