package org.prmonitor.bench.internal.storm;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.channel.ChannelOptions;
import org.prmonitor.api.channel.MonitorEventSink;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.text.EventJson;
import org.prmonitor.nativeaccess.internal.linux.ebpf.EbpfChannelProvider;

/**
 * A program that is our channel and nothing else: no OSGi, no journal, no process table, no output while events come. It waits, lingers
 * for 5 ms and drains, and keeps the events, to print them when it is asked to end. Those are the settings with which the way from the kernel into
 * Java was first measured; prmonitor was to cost at most twice as much. Unlike the pump it does not linger longer in a burst that goes on, and its
 * JVM has not all of prmonitor's options: it is a reference, and no lower bound.
 */
public final class ChannelAlone implements MonitorEventSink {

    private static final int RING_BYTES = 4 << 20;
    private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final Duration WAIT = Duration.ofSeconds(1);
    /** Until so many were there all are printed at once, so that it can be seen when the first one was. */
    private static final int AT_ONCE = 100;

    private final OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out));
    private final EventJson json = new EventJson();

    /** Under this object's monitor: what is not printed yet. */
    private final List<MonitorEvent> kept = new ArrayList<>();

    /** The reader's. */
    private long sequence = 1;

    private ChannelAlone() {}

    /** Goes on until it is killed or asked to end. */
    public static void main(String... arguments) throws ChannelException, InterruptedException {
        var reader = new ChannelAlone();
        Runtime.getRuntime().addShutdownHook(new Thread(reader::print, "prmonitor-bench-print"));
        reader.read();
    }

    private void read() throws ChannelException, InterruptedException {
        var types = EnumSet.of(EventType.STARTED, EventType.FORKED, EventType.EXITED);
        try (var channel = new EbpfChannelProvider().open(new ChannelOptions(types, RING_BYTES, 0))) {
            while (true) {
                if (channel.await(WAIT)) {
                    var until = System.nanoTime() + LINGER_NANOS;
                    for (var left = LINGER_NANOS; left > 0; left = until - System.nanoTime()) {
                        LockSupport.parkNanos(left);
                    }
                }
                var early = sequence <= AT_ONCE;
                synchronized (this) {
                    channel.drain(this);
                }
                if (early) {
                    print();
                }
            }
        }
    }

    @Override
    public long nextSequence() {
        return sequence;
    }

    /** Called within {@link #read}'s lock. */
    @Override
    public void accept(MonitorEvent event) {
        sequence++;
        kept.add(event);
    }

    @Override
    public void lost(long count) {
        sequence += count;
    }

    private synchronized void print() {
        try {
            for (var event : kept) {
                json.write(event.properties(), out);
            }
            kept.clear();
            out.flush();
        } catch (IOException refused) {
            System.err.println("prmonitor: bench: standard output does not take the events: " + refused.getMessage());
        }
    }
}
