package org.prmonitor.bench.internal.kernel;

import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleException;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.channel.ChannelOptions;
import org.prmonitor.api.channel.MonitorChannel;
import org.prmonitor.api.channel.MonitorEventSink;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.bench.internal.host.BenchException;
import org.prmonitor.bench.internal.host.Container;

/** Our channel alone, its events decoded and thrown away: waits and drains as the pump does. */
final class ChannelWay extends OwnWay {

    static final String LABEL = "channel alone";

    ChannelWay(Container container, int ringBytes) {
        super(LABEL, container, ringBytes);
    }

    @Override
    public Reading open(int lingerMillis, int latencies) throws BundleException, InterruptedException, ChannelException, BenchException {
        var options = new ChannelOptions(EnumSet.of(EventType.STARTED, EventType.EXITED), ringBytes, 0);
        var reading = new ChannelReading(
                container, container.startChannels(KernelWorkload.CHANNEL).open(options), TimeUnit.MILLISECONDS.toNanos(lingerMillis), new Tally(latencies));
        reading.thread.start();
        return reading;
    }

    private static final class ChannelReading extends OwnReading implements MonitorEventSink {

        private static final Duration WAIT = Duration.ofSeconds(1);

        private final Container container;
        private final MonitorChannel channel;
        private final long lingerNanos;
        private final Thread thread = new Thread(this::read, "prmonitor-bench-channel");
        private volatile boolean closing;

        /** Why the thread ended before it was asked to. */
        private volatile @Nullable Exception failure;

        /** Its own thread's. */
        private long sequence = 1;

        ChannelReading(Container container, MonitorChannel channel, long lingerNanos, Tally tally) {
            super(tally);
            this.container = container;
            this.channel = channel;
            this.lingerNanos = lingerNanos;
        }

        @Override
        public void close() throws BundleException, BenchException {
            closing = true;
            // Ends the wait; close() itself waits for the end of a drain.
            channel.close();
            container.stopSource();
            var reason = failure;
            if (reason != null) {
                throw new BenchException("the channel failed: " + reason, reason);
            }
        }

        @Override
        public long nextSequence() {
            return sequence;
        }

        @Override
        public void accept(MonitorEvent event) {
            sequence++;
            tally.onEvent(event);
        }

        @Override
        public void lost(long count) {
            sequence += count;
            tally.lost(count);
        }

        private void read() {
            try {
                while (!closing) {
                    if (channel.await(WAIT)) {
                        var until = System.nanoTime() + lingerNanos;
                        for (var left = lingerNanos; left > 0; left = until - System.nanoTime()) {
                            LockSupport.parkNanos(left);
                        }
                    }
                    channel.drain(this);
                }
            } catch (ChannelException | InterruptedException | RuntimeException broken) {
                // A channel that is closed says so by an exception.
                if (!closing) {
                    failure = broken;
                }
            }
        }
    }
}
