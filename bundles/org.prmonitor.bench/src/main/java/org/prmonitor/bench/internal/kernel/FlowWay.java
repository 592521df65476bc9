package org.prmonitor.bench.internal.kernel;

import java.util.function.BiFunction;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.bench.internal.host.BenchException;
import org.prmonitor.bench.internal.host.Container;

/** Channel, pump, journal, publisher, Kotlin's flow; one collector, on a thread of its own. */
final class FlowWay extends SourceWay {

    /** Kotlin is there at run time alone: it offers what collects as a service of Java's own types. */
    private static final String COLLECTOR = "org.prmonitor.bench.kotlin";

    private static final String FILTER = "(prmonitor.bench=flow)";

    FlowWay(Container container, int ringBytes) {
        super("Kotlin Flow", container, ringBytes);
    }

    @Override
    Reading read(MonitorEventSource source, Tally tally) throws BenchException {
        return new SourceReading(container, tally, collector().apply(source, tally));
    }

    @SuppressWarnings("unchecked")
    private BiFunction<MonitorEventSource, MonitorEventListener, AutoCloseable> collector() throws BenchException {
        try {
            container.startBundle(COLLECTOR);
            var references = container.context().getServiceReferences(BiFunction.class, FILTER);
            return container.context().getService(references.iterator().next());
        } catch (BundleException | InvalidSyntaxException failed) {
            throw new BenchException("the bundle " + COLLECTOR + " does not start: " + failed.getMessage(), failed);
        }
    }
}
