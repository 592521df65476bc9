package org.prmonitor.launcher.deployed;

import java.util.Hashtable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/** Says on standard error what happens to it, with its version. */
public final class DeployedConsumer implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        var version = context.getBundle().getVersion();
        var properties = new Hashtable<String, Object>();
        properties.put(EventConstants.EVENT_TOPIC, "org/prmonitor/event/ProcessEvent/EXITED");
        properties.put(EventConstants.EVENT_FILTER, "(exit.code>=100)");
        context.registerService(EventHandler.class, event -> say(version + " saw exit " + describe(event)), properties);
        say(version + " started");
    }

    @Override
    public void stop(BundleContext context) {
        say(context.getBundle().getVersion() + " stopped");
    }

    private static String describe(Event event) {
        return event.getProperty("exit.code") + " of " + event.getProperty("process.id");
    }

    private static void say(String message) {
        System.err.println("consumer " + message);
    }
}
