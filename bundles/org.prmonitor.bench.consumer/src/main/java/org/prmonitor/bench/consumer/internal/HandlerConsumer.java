package org.prmonitor.bench.consumer.internal;

import java.util.function.BiFunction;
import java.util.function.LongConsumer;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventHandler;
import org.osgi.service.event.propertytypes.EventTopics;

/** On EventAdmin, as any plug-in author would write it. */
@Component
@EventTopics("org/prmonitor/event/ProcessEvent/*")
public final class HandlerConsumer implements EventHandler {

    private final LongConsumer sink;

    /**
     * A new instance says so.
     *
     * @param sinks by name and version of the consumer's bundle; types of the JDK, which every bundle shares
     */
    @Activate
    public HandlerConsumer(
            BundleContext context, @Reference(target = "(prmonitor.sinks=*)") BiFunction<String, String, LongConsumer> sinks) {
        var bundle = context.getBundle();
        sink = sinks.apply(bundle.getSymbolicName(), bundle.getVersion().toString());
    }

    @Override
    public void handleEvent(Event event) {
        if (event.getProperty("sequence") instanceof Long number) {
            sink.accept(number);
        }
    }
}
