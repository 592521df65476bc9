package org.prmonitor.bench.internal.hour;

import java.util.concurrent.atomic.AtomicLong;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventHandler;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.event.EventKeys;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.bench.internal.host.Consumption;

/** A consumer on either lane that keeps books of its own, which must be those of the source. */
final class Witness implements MonitorEventListener, EventHandler {

    /** What a consumer does beside counting. */
    @FunctionalInterface
    interface Manner {
        void act() throws Exception;
    }

    private final AtomicLong received;
    private final Manner manner;
    /** Written by the consumer's thread with release. */
    private final AtomicLong toldLost = new AtomicLong();

    /** @param received counts the events */
    Witness(AtomicLong received, Manner manner) {
        this.received = received;
        this.manner = manner;
    }

    long received() {
        return received.getAcquire();
    }

    /** How many events it was told that it lost. */
    long toldLost() {
        return toldLost.getAcquire();
    }

    @Override
    public void onEvent(MonitorEvent event) throws Exception {
        note(event);
        manner.act();
    }

    @Override
    public void handleEvent(Event event) {
        if (event.getProperty(EventKeys.EVENT) instanceof MonitorEvent record) {
            note(record);
        }
    }

    private void note(MonitorEvent event) {
        if (event instanceof EventsLost loss) {
            toldLost.setRelease(toldLost.getPlain() + loss.to() - loss.from() + 1);
        } else {
            Consumption.count(received);
        }
    }
}
