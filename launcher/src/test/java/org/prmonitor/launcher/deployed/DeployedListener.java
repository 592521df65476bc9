package org.prmonitor.launcher.deployed;

import java.util.Hashtable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.MonitorListener;
import org.prmonitor.api.event.ProcessExited;

/** On the listener lane: says on standard error what happens to it, with its version, and which exits it was given. */
public final class DeployedListener implements BundleActivator {

    /** Under which its place is kept. */
    public static final String ID = "deployed";

    @Override
    public void start(BundleContext context) {
        var version = context.getBundle().getVersion();
        var properties = new Hashtable<String, Object>();
        properties.put(MonitorListener.PREFIX_ + "id", ID);
        properties.put(MonitorListener.PREFIX_ + "filter", "(exit.code>=100)");
        MonitorEventListener listener = event -> {
            if (event instanceof ProcessExited exited) {
                say(version + " saw exit " + exited.exitCode() + " of " + exited.processId());
            }
        };
        context.registerService(MonitorEventListener.class, listener, properties);
        say(version + " started");
    }

    @Override
    public void stop(BundleContext context) {
        say(context.getBundle().getVersion() + " stopped");
    }

    private static void say(String message) {
        System.err.println("listener " + message);
    }
}
