package org.prmonitor.bench.internal.consumer;

import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** The service by which every new instance of a consumer finds where to hand its numbers over. Any thread. */
public final class Sinks implements BiFunction<String, String, LongConsumer>, AutoCloseable {

    private final Map<String, Function<String, LongConsumer>> watched = new ConcurrentHashMap<>();
    private final ServiceRegistration<?> registration;

    /** Registers the service. */
    public Sinks(BundleContext context) {
        registration = context.registerService(BiFunction.class, this, new Hashtable<>(Map.of("prmonitor.sinks", "all")));
    }

    /** From now on this watch hears of the consumer of this name. */
    public void watch(String name, ConsumerWatch watch) {
        watch(name, watch, numbers -> numbers);
    }

    /**
     * The same for a consumer that does something else with its numbers first: takes its time, throws, does not return.
     *
     * @param behaviour makes of where numbers go what the consumer calls
     */
    public void watch(String name, ConsumerWatch watch, Function<LongConsumer, LongConsumer> behaviour) {
        watched.put(name, version -> behaviour.apply(watch.newInstance(version)));
    }

    @Override
    public LongConsumer apply(String name, String version) {
        var sink = watched.get(name);
        if (sink == null) {
            throw new IllegalArgumentException("nobody watches a consumer " + name);
        }
        return sink.apply(version);
    }

    @Override
    public void close() {
        registration.unregister();
    }
}
