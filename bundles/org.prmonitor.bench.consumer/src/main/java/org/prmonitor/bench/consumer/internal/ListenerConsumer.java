package org.prmonitor.bench.consumer.internal;

import java.util.function.BiFunction;
import java.util.function.LongConsumer;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.MonitorListener;
import org.prmonitor.api.event.LossEvent;
import org.prmonitor.api.event.MonitorEvent;

/** On the listener lane, as any plug-in author would write it: its id is its bundle's name, so that every copy has its own. */
@Component
@MonitorListener
public final class ListenerConsumer implements MonitorEventListener {

    private final LongConsumer sink;

    /**
     * A new instance says so.
     *
     * @param sinks by name and version of the consumer's bundle; types of the JDK, which every bundle shares
     */
    @Activate
    public ListenerConsumer(
            BundleContext context, @Reference(target = "(prmonitor.sinks=*)") BiFunction<String, String, LongConsumer> sinks) {
        var bundle = context.getBundle();
        sink = sinks.apply(bundle.getSymbolicName(), bundle.getVersion().toString());
    }

    @Override
    public void onEvent(MonitorEvent event) {
        if (!(event instanceof LossEvent)) {
            sink.accept(event.sequence());
        }
    }
}
