package org.prmonitor.bench.internal.lanes;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventHandler;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.event.EventKeys;
import org.prmonitor.api.event.LossEvent;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.bench.internal.report.Numbers;

/** A fast consumer on either lane, which notes how old every event is when it comes. One thread at a time. */
final class LatencyProbe implements MonitorEventListener, EventHandler {

    private final double[] millis;
    private int events;

    /** @param limit how many events it notes */
    LatencyProbe(int limit) {
        millis = new double[limit];
    }

    @Override
    public void onEvent(MonitorEvent event) {
        if (!(event instanceof LossEvent)) {
            note(event.time());
        }
    }

    @Override
    public void handleEvent(Event event) {
        if (event.getProperty(EventKeys.TIME) instanceof Instant time) {
            note(time);
        }
    }

    private synchronized void note(Instant time) {
        if (events < millis.length) {
            millis[events++] = Duration.between(time, Instant.now()).toNanos() / 1e6;
        }
    }

    /** What it noted. Any thread. */
    synchronized Latency latency(String way, String neighbour) {
        var noted = Arrays.copyOf(millis, events);
        return new Latency(
                way, neighbour, events, Numbers.median(noted), Numbers.quantile(noted, 0.99), Numbers.quantile(noted, 1));
    }
}
