package org.prmonitor.source.internal.pump;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.channel.ChannelFidelity;
import org.prmonitor.api.channel.ChannelOptions;
import org.prmonitor.api.channel.ChannelReadiness;
import org.prmonitor.api.channel.ChannelStatistics;
import org.prmonitor.api.channel.MonitorChannel;
import org.prmonitor.api.channel.MonitorChannelProvider;
import org.prmonitor.api.channel.MonitorEventSink;
import org.prmonitor.api.event.EventType;
import org.prmonitor.source.internal.SourceFixture;
import org.prmonitor.testkit.ScriptedChannelProvider;
import org.prmonitor.testkit.ScriptedProcess;

/** A burst that goes on: in each linger as many events as make it one, until it is over. */
@Timeout(60)
class BurstPumpTest {

    private static final int LINGERS = 100;
    private static final int EVENTS = BurstLinger.BURST_EVENTS * BurstLinger.STRETCH;

    private final ScriptedChannelProvider kernel = new ScriptedChannelProvider();

    // Pump's thread only, read by others after over.
    private int awaits;
    private int lingers;
    private int raised;

    /** The pump waits for an event though the burst has ended. */
    private final CountDownLatch over = new CountDownLatch(1);

    @Test
    void isDrainedWithoutWaitingForItsNextEvent() throws Exception {
        try (var fixture = new SourceFixture(Map.of(), new BurstClock()).add(new CountingProvider(), 1).start()) {
            over.await(SourceFixture.LONG.toMillis(), TimeUnit.MILLISECONDS);
            assertEquals(LINGERS, lingers);
            // Before each drain that shows whether it is a burst that goes on, and after the one that has found nothing more.
            assertEquals(BurstLinger.BURST_DRAINS + 1, awaits);
            assertEquals(raised, fixture.flushed().size());
            fixture.assertAccountsClose();
        }
    }

    private void raise(int count) {
        for (var event = 0; event < count; event++) {
            kernel.emit(ScriptedProcess.of(++raised).exited(0));
        }
    }

    /** While the pump lingers on it, the next events of the burst come. */
    private final class BurstClock implements PumpClock {

        private final SkippingClock time = new SkippingClock();

        @Override
        public long nanoTime() {
            return time.nanoTime();
        }

        @Override
        public Instant now() {
            return time.now();
        }

        @Override
        public void park(long nanos) {
            if (awaits > 0 && ++lingers < LINGERS) {
                raise(EVENTS);
            }
            time.park(nanos);
        }
    }

    /** The scripted kernel, whose channel counts how often it is waited for. */
    private final class CountingProvider implements MonitorChannelProvider {

        @Override
        public String name() {
            return kernel.name();
        }

        @Override
        public ChannelFidelity fidelity() {
            return kernel.fidelity();
        }

        @Override
        public Set<EventType> types() {
            return kernel.types();
        }

        @Override
        public ChannelReadiness readiness() {
            return kernel.readiness();
        }

        @Override
        public MonitorChannel open(ChannelOptions options) throws ChannelException {
            return new CountingChannel(kernel.open(options));
        }
    }

    private final class CountingChannel implements MonitorChannel {

        private final MonitorChannel channel;

        CountingChannel(MonitorChannel channel) {
            this.channel = channel;
        }

        @Override
        public boolean await(Duration timeout) throws ChannelException, InterruptedException {
            if (lingers < LINGERS) {
                awaits++;
                raise(1);
            } else if (over.getCount() > 0) {
                awaits++;
                over.countDown();
            }
            return channel.await(timeout);
        }

        @Override
        public int drain(MonitorEventSink sink) throws ChannelException {
            return channel.drain(sink);
        }

        @Override
        public void wakeup() {
            channel.wakeup();
        }

        @Override
        public ChannelStatistics statistics() {
            return channel.statistics();
        }

        @Override
        public Collection<RunningProcess> snapshot() throws ChannelException {
            return channel.snapshot();
        }

        @Override
        public void detach() throws ChannelException {
            channel.detach();
        }

        @Override
        public void close() {
            channel.close();
        }
    }
}
