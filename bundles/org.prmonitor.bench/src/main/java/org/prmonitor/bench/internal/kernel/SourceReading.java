package org.prmonitor.bench.internal.kernel;

import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceRegistration;
import org.prmonitor.bench.internal.host.BenchException;
import org.prmonitor.bench.internal.host.Container;

/** Our source, and one consumer of it. */
final class SourceReading extends OwnReading {

    private final Container container;
    private final ServiceRegistration<?> registration;

    SourceReading(Container container, Tally tally, ServiceRegistration<?> registration) {
        super(tally);
        this.container = container;
        this.registration = registration;
    }

    @Override
    public void close() throws BundleException, BenchException {
        registration.unregister();
        container.stopSource();
    }
}
