package org.prmonitor.bench.internal.lanes;

import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.prmonitor.bench.internal.host.Consumption;
import org.prmonitor.testkit.ScriptedChannelProvider;

/** The EventAdmin lane with one handler. */
final class EventAdminLaneWay extends SourceWay {

    private final BundleContext context;

    EventAdminLaneWay(BundleContext context, ScriptedChannelProvider channel) {
        super(channel);
        this.context = context;
    }

    @Override
    public String label() {
        return "EventAdmin lane, 1 handler";
    }

    @Override
    String threads() {
        return "prmonitor-event-admin";
    }

    @Override
    List<ServiceRegistration<?>> register(Consumption consumption) {
        return List.of(new CountingHandler(consumption.newCounter()).register(context));
    }
}
