package org.prmonitor.p2.consumer;

import java.time.Duration;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.osgi.util.tracker.ServiceTracker;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.api.MonitorListener;
import org.prmonitor.api.SourceState;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessStarted;

/** On both lanes: says on standard output, with its bundle's version, what it is given, and when nothing can be missed any more. */
public final class ConsumerActivator implements BundleActivator {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public void start(BundleContext context) {
        var version = context.getBundle().getVersion();
        MonitorEventListener listener = event -> say("listener", version, event.sequence() + describe(event));
        context.registerService(MonitorEventListener.class, listener, properties(MonitorListener.PREFIX_ + "id", "somebody.else"));
        EventHandler handler = event -> say("handler", version, event.getProperty("sequence") + describe((MonitorEvent) event.getProperty("event")));
        context.registerService(EventHandler.class, handler, properties(EventConstants.EVENT_TOPIC, "org/prmonitor/event/ProcessEvent/*"));
        new ServiceTracker<MonitorEventSource, Thread>(context, MonitorEventSource.class, null) {
            @Override
            public Thread addingService(ServiceReference<MonitorEventSource> reference) {
                var source = context.getService(reference);
                var thread = new Thread(() -> awaitReady(source, version), "somebody.else");
                thread.start();
                return thread;
            }

            @Override
            public void removedService(ServiceReference<MonitorEventSource> reference, Thread thread) {
                thread.interrupt();
                context.ungetService(reference);
            }
        }.open();
    }

    @Override
    public void stop(BundleContext context) {
        System.out.println("consumer " + context.getBundle().getVersion() + " stopped");
    }

    private static void awaitReady(MonitorEventSource source, Version version) {
        try {
            var status = source.await(PATIENCE, now -> now.state() == SourceState.RUNNING);
            System.out.println("consumer " + version + " " + status.state() + " " + status.channel());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static String describe(MonitorEvent event) {
        if (event instanceof ProcessStarted started) {
            return " start of " + started.processId() + " " + started.commandLine();
        }
        return event instanceof ProcessExited exited ? " exit " + exited.exitCode() + " of " + exited.processId() : " " + event.getClass().getSimpleName();
    }

    private static void say(String lane, Version version, String what) {
        System.out.println(lane + " " + version + " saw " + what);
    }

    private static Hashtable<String, Object> properties(String key, Object value) {
        return new Hashtable<>(Map.of(key, value));
    }
}
