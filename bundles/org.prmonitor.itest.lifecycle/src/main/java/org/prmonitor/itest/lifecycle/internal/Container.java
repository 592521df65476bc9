package org.prmonitor.itest.lifecycle.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.FrameworkWiring;

/** The framework. */
final class Container {

    private static final long PATIENCE_SECONDS = 60;

    private final BundleContext context;

    Container(BundleContext context) {
        this.context = context;
    }

    Bundle bundle(String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no bundle " + symbolicName));
    }

    /** Wires everything anew that is wired to an old revision of a bundle, and waits for it. */
    void refresh() throws InterruptedException {
        var done = new CountDownLatch(1);
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkWiring.class)
                .refreshBundles(null, event -> done.countDown());
        assertTrue(done.await(PATIENCE_SECONDS, TimeUnit.SECONDS), "the framework did not refresh");
    }
}
