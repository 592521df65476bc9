package org.prmonitor.itest.internal;

import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.api.MonitorListener;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessStarted;

/** A listener that needs the source to be one: counts processes that start while the source knows them. For the test that enables it. */
@Component(name = SourceReader.NAME, service = {MonitorEventListener.class, SourceReader.class}, enabled = false)
@MonitorListener(id = SourceReader.NAME, types = EventType.STARTED)
public final class SourceReader implements MonitorEventListener {

    /** The component's name, and the listener's id. */
    static final String NAME = "source-reader";

    private final MonitorEventSource source;
    private final AtomicInteger count = new AtomicInteger();

    /** Called by Declarative Services. */
    @Activate
    public SourceReader(@Reference MonitorEventSource source) {
        this.source = source;
    }

    @Override
    public void onEvent(MonitorEvent event) {
        if (event instanceof ProcessStarted started && source.process(started.processId()) != null) {
            count.incrementAndGet();
        }
    }

    int count() {
        return count.get();
    }
}
