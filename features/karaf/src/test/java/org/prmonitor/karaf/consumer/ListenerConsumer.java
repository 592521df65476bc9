package org.prmonitor.karaf.consumer;

import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.MonitorListener;
import org.prmonitor.api.Resume;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;

/** On the listener lane: a line on standard error for every event, with the version of its bundle. */
@Component
@MonitorListener(id = ListenerConsumer.ID, resume = Resume.BEGINNING)
public final class ListenerConsumer implements MonitorEventListener {

    /** Under which its place is kept. */
    public static final String ID = "karaf-consumer";

    private final Version version;

    /** A new instance says so. */
    @Activate
    public ListenerConsumer(BundleContext context) {
        version = context.getBundle().getVersion();
        say("started");
    }

    /** The last word of an instance. */
    @Deactivate
    public void deactivate() {
        say("stopped");
    }

    @Override
    public void onEvent(MonitorEvent event) {
        var exit = event instanceof ProcessExited exited ? " exit " + exited.exitCode() + " of " + exited.processId() : "";
        say("saw " + event.sequence() + " " + event.getClass().getSimpleName() + exit);
    }

    private void say(String message) {
        System.err.println("listener " + version + " " + message);
    }
}
