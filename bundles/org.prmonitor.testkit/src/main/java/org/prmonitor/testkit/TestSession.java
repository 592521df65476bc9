package org.prmonitor.testkit;

import java.io.IOException;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.prmonitor.api.MonitorEventSource;

/**
 * The source of one test.
 *
 * @param scripted it
 * @param tested the bundles that were started on it, in this order
 */
record TestSession(ScriptedSource scripted, List<Bundle> tested) implements AutoCloseable {

    MonitorEventSource source() {
        try {
            return scripted.source();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the source was waited for", interrupted);
        }
    }

    @Override
    public void close() throws IOException, BundleException {
        try {
            for (var index = tested.size() - 1; index >= 0; index--) {
                tested.get(index).stop(Bundle.STOP_TRANSIENT);
            }
        } finally {
            scripted.close();
        }
    }
}
