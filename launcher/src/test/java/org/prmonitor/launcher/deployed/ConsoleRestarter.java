package org.prmonitor.launcher.deployed;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** Stops the console and starts it again. */
public final class ConsoleRestarter implements BundleActivator {

    @Override
    public void start(BundleContext context) throws BundleException {
        for (var bundle : context.getBundles()) {
            if ("org.prmonitor.consumer.console".equals(bundle.getSymbolicName())) {
                bundle.stop();
                bundle.start();
                System.err.println("restarted");
            }
        }
    }

    @Override
    public void stop(BundleContext context) {
        // Nothing is left to undo.
    }
}
