package org.prmonitor.bench.internal.windows;

import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import org.HdrHistogram.Histogram;
import org.prmonitor.api.channel.ChannelOptions;
import org.prmonitor.api.channel.MonitorChannelProvider;
import org.prmonitor.api.channel.MonitorEventSink;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.bench.internal.host.BenchException;
import org.prmonitor.bench.internal.host.Container;
import org.prmonitor.bench.internal.kernel.Latencies;

/** Our channel alone, on this thread: waits and drains as the pump does, and throws the events away. */
record ChannelWay(MonitorChannelProvider provider, int ringBytes) implements DriverWay {

    private static final Duration LOOK = Duration.ofMillis(100);

    @Override
    public String label() {
        return WindowsResult.JAVA_OVER_BRIDGE;
    }

    @Override
    public DriverFeeding read(int events, Raising whenReady) throws Exception {
        var threads = ManagementFactory.getThreadMXBean();
        var sink = new CountingSink();
        try (var channel = provider.open(new ChannelOptions(EnumSet.of(EventType.IMAGES), ringBytes, 0))) {
            whenReady.begin();
            var begin = threads.getCurrentThreadCpuTime();
            var quietSince = System.nanoTime();
            while (sink.taken + sink.lost < events) {
                if (channel.await(LOOK)) {
                    quietSince = System.nanoTime();
                } else if (System.nanoTime() - quietSince > Container.PATIENCE.toNanos()) {
                    throw new BenchException("the channel says nothing for " + Container.PATIENCE.toSeconds() + " s, after " + sink.taken + " events");
                }
                channel.drain(sink);
            }
            var processor = threads.getCurrentThreadCpuTime() - begin;
            return new DriverFeeding(events, sink.taken, sink.lost, (sink.last - sink.first) / 1e9, processor / 1e9, Latencies.of(sink.latencies));
        }
    }

    /** This thread's. */
    private static final class CountingSink implements MonitorEventSink {

        private static final long NANOS = 1_000_000_000;

        private final Clock clock = Clock.systemUTC();
        private final Histogram latencies = Latencies.histogram();
        private long taken;
        private long lost;
        private long first;
        private long last;

        @Override
        public long nextSequence() {
            return 1 + taken + lost;
        }

        @Override
        public void accept(MonitorEvent event) {
            last = nanos(clock.instant());
            if (taken == 0) {
                first = last;
            }
            taken++;
            Latencies.note(latencies, last - nanos(event.header().time()));
        }

        @Override
        public void lost(long count) {
            lost += count;
        }

        private static long nanos(Instant time) {
            return time.getEpochSecond() * NANOS + time.getNano();
        }
    }
}
