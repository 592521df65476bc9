package org.prmonitor.bench.internal.kernel;

import org.osgi.framework.BundleException;
import org.prmonitor.api.HopStatistics;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.bench.internal.host.BenchException;
import org.prmonitor.bench.internal.host.Container;

/** Channel, pump, process table, journal; nobody reads it. */
final class JournalWay extends SourceWay {

    static final String LABEL = "channel + journal";

    JournalWay(Container container, int ringBytes) {
        super(LABEL, container, ringBytes);
    }

    @Override
    Reading read(MonitorEventSource source, Tally nobody) {
        return new JournalReading(container, source);
    }

    /** There is no consumer to count: the books of the source say it, which know of real processes, too. */
    private static final class JournalReading implements Reading {

        private final Container container;
        private final MonitorEventSource source;
        private HopStatistics journal;
        private HopStatistics kernel;

        JournalReading(Container container, MonitorEventSource source) {
            this.container = container;
            this.source = source;
            var status = source.status();
            this.journal = status.hop("journal");
            this.kernel = status.hop("kernel");
        }

        @Override
        public long processId() {
            return ProcessHandle.current().pid();
        }

        @Override
        public void begin() {
            var status = source.status();
            journal = status.hop("journal");
            kernel = status.hop("kernel");
        }

        @Override
        public Taken awaitEnd(Feeder.Fed fed) throws InterruptedException, BenchException {
            // The event that ends the feed is one more.
            var expected = journal.delivered() + fed.stored() + 1;
            var status = source.await(Container.PATIENCE, now -> now.hop("journal").delivered() >= expected);
            var now = System.nanoTime();
            var events = status.hop("journal").delivered() - journal.delivered() - 1;
            return new Taken(
                    Math.min(events, fed.stored()), status.hop("kernel").lost() - kernel.lost(), now, Latencies.histogram());
        }

        @Override
        public void close() throws BundleException, BenchException {
            container.stopSource();
        }
    }
}
