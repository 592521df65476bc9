package org.prmonitor.bench.internal.swap;

import java.io.IOException;
import java.util.Map;
import org.osgi.framework.BundleException;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.bench.internal.consumer.ConsumerKind;
import org.prmonitor.bench.internal.host.BenchException;
import org.prmonitor.bench.internal.host.Container;
import org.prmonitor.bench.internal.host.Listeners;
import org.prmonitor.bench.internal.host.ProcessStorm;
import org.prmonitor.testkit.SequenceAudit;

/** Real processes, the kernel's eBPF channel, our source with its defaults, and its listener lane. */
record StormDrive() implements Drive {

    private static final String CHANNEL = "linux-ebpf";

    @Override
    public String label() {
        return "listener lane, real process storm";
    }

    @Override
    public ConsumerKind kind() {
        return ConsumerKind.LISTENER;
    }

    @Override
    public Running open(Container container) throws IOException, BundleException, InterruptedException, BenchException {
        try {
            return new Trial(container, container.startSource(CHANNEL, Map.of()), ProcessStorm.endless());
        } catch (BenchException closed) {
            container.stopSource();
            throw new ChannelClosedException(closed);
        }
    }

    private record Trial(Container container, MonitorEventSource source, ProcessStorm storm) implements Running {

        /** The machine's own processes come before ours: each consumer begins where it begins. */
        @Override
        public SequenceAudit newAudit() {
            return new SequenceAudit();
        }

        @Override
        public void awaitConsumers(int count) throws InterruptedException, BenchException {
            Listeners.awaitRunning(source, count);
        }

        @Override
        public void begin() throws IOException {
            storm.begin();
        }

        @Override
        public long end() throws InterruptedException, BenchException {
            storm.end();
            if (!source.flush(Container.PATIENCE)) {
                throw new BenchException("the kernel's events did not come through within " + Container.PATIENCE.toSeconds() + " s");
            }
            return source.status().lastSequence();
        }

        @Override
        public void close() throws BundleException, BenchException {
            container.stopSource();
        }
    }
}
