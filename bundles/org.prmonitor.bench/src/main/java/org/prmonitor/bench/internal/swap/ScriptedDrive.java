package org.prmonitor.bench.internal.swap;

import java.io.IOException;
import java.util.Map;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceRegistration;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.api.channel.MonitorChannelProvider;
import org.prmonitor.bench.internal.consumer.ConsumerKind;
import org.prmonitor.bench.internal.host.BenchException;
import org.prmonitor.bench.internal.host.Container;
import org.prmonitor.bench.internal.host.Listeners;
import org.prmonitor.testkit.ScriptedChannelProvider;
import org.prmonitor.testkit.ScriptedFeed;
import org.prmonitor.testkit.SequenceAudit;
import org.prmonitor.testkit.SteadyRate;

/** The scripted channel, our source with its defaults, and its listener lane. */
record ScriptedDrive(long rate) implements Drive {

    @Override
    public String label() {
        return "listener lane";
    }

    @Override
    public ConsumerKind kind() {
        return ConsumerKind.LISTENER;
    }

    @Override
    public Running open(Container container) throws IOException, BundleException, InterruptedException, BenchException {
        var provider = new ScriptedChannelProvider();
        var registration = container.context().registerService(MonitorChannelProvider.class, provider, null);
        var source = container.startSource(ScriptedChannelProvider.NAME, Map.of());
        return new Trial(container, provider, registration, source, new SteadyRate(rate));
    }

    private record Trial(
            Container container,
            ScriptedChannelProvider provider,
            ServiceRegistration<?> registration,
            MonitorEventSource source,
            SteadyRate raised)
            implements Running {

        @Override
        public SequenceAudit newAudit() {
            return new SequenceAudit(1);
        }

        @Override
        public void awaitConsumers(int count) throws InterruptedException, BenchException {
            Listeners.awaitRunning(source, count);
        }

        @Override
        public void begin() {
            provider.feed(ScriptedFeed.exits(raised));
        }

        @Override
        public long end() {
            return raised.stop();
        }

        @Override
        public void close() throws BundleException, BenchException {
            container.stopSource();
            registration.unregister();
        }
    }
}
