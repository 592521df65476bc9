package org.prmonitor.itest.internal;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.osgi.service.component.annotations.Component;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.MonitorListener;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.MonitorEvent;

/** A listener as a plug-in author writes one: a component, and its properties as an annotation. */
@Component(name = FailureListener.NAME, service = {MonitorEventListener.class, FailureListener.class}, immediate = true)
@MonitorListener(types = EventType.EXITED, filter = "(exit.code>=1)")
public final class FailureListener implements MonitorEventListener {

    /** The component's name. */
    static final String NAME = "failures";

    /** Under which its place is kept, because it gives no id. */
    static final String ID = "org.prmonitor.itest/" + NAME;

    private final BlockingQueue<MonitorEvent> events = new LinkedBlockingQueue<>();

    @Override
    public void onEvent(MonitorEvent event) {
        events.add(event);
    }

    /** What it was given and nobody has taken yet. */
    BlockingQueue<MonitorEvent> events() {
        return events;
    }
}
