package org.prmonitor.bench.internal.kernel;

import org.osgi.framework.BundleException;
import org.prmonitor.bench.internal.host.BenchException;
import org.prmonitor.bench.internal.host.Container;

/** Our source, and one consumer of it. */
final class SourceReading extends OwnReading {

    private final Container container;
    private final AutoCloseable consumer;

    /** @param consumer ends what brings the tally its events */
    SourceReading(Container container, Tally tally, AutoCloseable consumer) {
        super(tally);
        this.container = container;
        this.consumer = consumer;
    }

    @Override
    public void close() throws BundleException, BenchException {
        try {
            consumer.close();
        } catch (Exception failed) {
            throw new BenchException("the consumer does not end: " + failed, failed);
        }
        container.stopSource();
    }
}
