package org.prmonitor.karaf.consumer;

import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventHandler;
import org.osgi.service.event.propertytypes.EventFilter;
import org.osgi.service.event.propertytypes.EventTopics;

/**
 * On EventAdmin: a line on standard error for every exit with a code from 100, with the thread that brought it. {@link EventTopics} makes its bundle require
 * the capability that Karaf's EventAdmin does not declare.
 */
@Component
@EventTopics("org/prmonitor/event/ProcessEvent/EXITED")
@EventFilter("(exit.code>=100)")
public final class HandlerConsumer implements EventHandler {

    private final Version version;

    /** A new instance knows its bundle. */
    @Activate
    public HandlerConsumer(BundleContext context) {
        version = context.getBundle().getVersion();
    }

    @Override
    public void handleEvent(Event event) {
        System.err.println("handler " + version + " on " + Thread.currentThread().getName() + " saw exit " + event.getProperty("exit.code")
                + " of " + event.getProperty("process.id"));
    }
}
