package org.prmonitor.bench.internal.kernel;

import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceRegistration;
import org.prmonitor.bench.internal.host.BenchException;
import org.prmonitor.bench.internal.host.Container;

/** Our source, and one consumer of it. */
final class SourceReading implements Reading {

    private final Container container;
    private final Tally tally;
    private final ServiceRegistration<?> registration;

    SourceReading(Container container, Tally tally, ServiceRegistration<?> registration) {
        this.container = container;
        this.tally = tally;
        this.registration = registration;
    }

    @Override
    public long processId() {
        return ProcessHandle.current().pid();
    }

    @Override
    public void begin() {
        tally.begin();
    }

    @Override
    public Taken awaitEnd(Feeder.Fed fed) throws InterruptedException, BenchException {
        return tally.awaitEnd();
    }

    @Override
    public void close() throws BundleException, BenchException {
        registration.unregister();
        container.stopSource();
    }
}
