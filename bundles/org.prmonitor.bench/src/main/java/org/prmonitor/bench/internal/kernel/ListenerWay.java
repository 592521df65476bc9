package org.prmonitor.bench.internal.kernel;

import java.util.Map;
import org.osgi.framework.FrameworkUtil;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.api.MonitorListener;
import org.prmonitor.bench.internal.host.BenchException;
import org.prmonitor.bench.internal.host.Container;
import org.prmonitor.bench.internal.host.Listeners;

/** Channel, pump, journal, listener lane; one listener. */
final class ListenerWay extends SourceWay {

    static final String LABEL = "listener lane";

    ListenerWay(Container container, int ringBytes) {
        super(LABEL, container, ringBytes);
    }

    @Override
    Reading read(MonitorEventSource source, Tally tally) throws InterruptedException, BenchException {
        // An id of its own each time: a known one would go on where the last measurement left it.
        var registration = container.context().registerService(
                MonitorEventListener.class,
                tally,
                FrameworkUtil.asDictionary(Map.of(MonitorListener.PREFIX_ + "id", "bench.kernel." + System.nanoTime())));
        Listeners.awaitRunning(source, 1);
        return new SourceReading(container, tally, registration::unregister);
    }
}
