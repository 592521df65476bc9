package org.prmonitor.launcher.deployed;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** Updates the recorder, and stops and starts it, in turn. */
public final class RecorderSwapper implements BundleActivator {

    private static final int SWAPS = 20;

    @Override
    public void start(BundleContext context) throws BundleException {
        for (var bundle : context.getBundles()) {
            if ("org.prmonitor.consumer.recorder".equals(bundle.getSymbolicName())) {
                for (var swap = 0; swap < SWAPS; swap++) {
                    if (swap % 2 == 0) {
                        bundle.update();
                    } else {
                        bundle.stop();
                        bundle.start();
                    }
                }
                System.err.println("swapped");
            }
        }
    }

    @Override
    public void stop(BundleContext context) {
        // Nothing is left to undo.
    }
}
