package org.prmonitor.bench.internal.host;

import org.prmonitor.api.ListenerState;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.api.SourceStatus;

/** What the source says about its listeners. */
public final class Listeners {

    private Listeners() {}

    /** Waits until at least so many are given events. */
    public static void awaitRunning(MonitorEventSource source, int count) throws InterruptedException, BenchException {
        var status = source.await(Container.PATIENCE, now -> running(now) >= count);
        if (running(status) < count) {
            throw new BenchException(running(status) + " listeners of " + count + " are given events: " + status.listeners());
        }
    }

    private static long running(SourceStatus status) {
        return status.listeners().stream().filter(listener -> listener.state() == ListenerState.RUNNING).count();
    }
}
