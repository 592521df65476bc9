package org.prmonitor.bench.internal.swap;

import org.prmonitor.api.ListenerState;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.api.SourceStatus;
import org.prmonitor.bench.internal.host.BenchException;
import org.prmonitor.bench.internal.host.Container;

/** Waits for listeners. */
final class SourceConsumers {

    private SourceConsumers() {}

    static void await(MonitorEventSource source, int count) throws InterruptedException, BenchException {
        var status = source.await(Container.PATIENCE, now -> running(now) >= count);
        if (running(status) < count) {
            throw new BenchException(running(status) + " listeners of " + count + " are given events: " + status.listeners());
        }
    }

    private static long running(SourceStatus status) {
        return status.listeners().stream().filter(listener -> listener.state() == ListenerState.RUNNING).count();
    }
}
