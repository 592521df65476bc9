package org.prmonitor.bench.internal.lanes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.api.MonitorListener;
import org.prmonitor.api.event.LossEvent;
import org.prmonitor.bench.internal.host.BenchException;
import org.prmonitor.bench.internal.host.Consumption;
import org.prmonitor.bench.internal.host.Listeners;
import org.prmonitor.testkit.ScriptedChannelProvider;

/** The listener lane with so many listeners, every one of which gets every event. */
final class ListenerLaneWay extends SourceWay {

    /** What every listener's id begins with. */
    private static final String ID = "bench.lanes.";

    private final BundleContext context;
    private final MonitorEventSource source;
    private final int listeners;

    ListenerLaneWay(BundleContext context, MonitorEventSource source, ScriptedChannelProvider channel, int listeners) {
        super(channel);
        this.context = context;
        this.source = source;
        this.listeners = listeners;
    }

    @Override
    public String label() {
        return "listener lane, " + listeners + (listeners == 1 ? " listener" : " listeners, every event to each");
    }

    @Override
    String threads() {
        return "prmonitor-listener-" + ID;
    }

    @Override
    List<ServiceRegistration<?>> register(Consumption consumption) throws InterruptedException, BenchException {
        var registrations = new ArrayList<ServiceRegistration<?>>();
        for (var number = 1; number <= listeners; number++) {
            var counter = consumption.newCounter();
            MonitorEventListener listener = event -> {
                // One that was told of a loss never comes to the end, and the measurement says so.
                if (!(event instanceof LossEvent)) {
                    Consumption.count(counter);
                }
            };
            // An id of its own each time: a known one would go on where the last measurement left it.
            var id = ID + listeners + "." + number + "." + System.nanoTime();
            registrations.add(context.registerService(
                    MonitorEventListener.class, listener, FrameworkUtil.asDictionary(Map.of(MonitorListener.PREFIX_ + "id", id))));
        }
        Listeners.awaitRunning(source, listeners);
        return registrations;
    }
}
