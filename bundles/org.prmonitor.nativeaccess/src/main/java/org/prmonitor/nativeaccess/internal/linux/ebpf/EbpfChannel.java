package org.prmonitor.nativeaccess.internal.linux.ebpf;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.channel.ChannelOptions;
import org.prmonitor.api.channel.ChannelStatistics;
import org.prmonitor.api.channel.MonitorChannel;
import org.prmonitor.api.channel.MonitorEventSink;
import org.prmonitor.nativeaccess.internal.linux.BootClock;
import org.prmonitor.nativeaccess.internal.linux.BootId;
import org.prmonitor.nativeaccess.internal.linux.DescriptorWaiter;
import org.prmonitor.nativeaccess.internal.linux.LinuxLibrary;
import org.prmonitor.nativeaccess.internal.linux.procfs.ProcessTableReader;
import org.prmonitor.nativeaccess.internal.linux.ring.RingReader;
import org.prmonitor.nativeaccess.internal.wire.WireCounters;
import org.prmonitor.nativeaccess.internal.wire.WireDelivery;

/**
 * An open eBPF session. The ring is read in place.
 *
 * <p>A loss behind the last record is taken from the counters, and only when the ring is empty after that reading, so that no
 * record with the same loss can be on its way. When nothing moves, seen = delivered + lost.
 *
 * <p>Two locks. {@code use} belongs to whoever touches the ring: the pump, and {@link #close} from wherever it comes.
 * {@code books} keeps {@link #statistics} off the counters while they are unmapped. Whoever takes both takes {@code use} first.
 */
final class EbpfChannel implements MonitorChannel {

    private final ReentrantLock use = new ReentrantLock();
    private final Object books = new Object();

    private final EbpfSession session;
    private final DescriptorWaiter waiter;
    private final RingReader ring;
    private final BootClock clock;
    private final WireDelivery delivery;
    private final ProcessTableReader processes;

    /** Guarded by {@code books}; null once closed. */
    private @Nullable WireCounters counters;

    /** Guarded by {@code books}: what {@link #statistics} says after {@link #close}. */
    private ChannelStatistics last = new ChannelStatistics(0, 0, 0);

    private EbpfChannel(LinuxLibrary library, EbpfSession session, String name) throws ChannelException {
        var boot = BootId.read();
        this.session = session;
        this.clock = new BootClock(library);
        this.delivery = new WireDelivery(new LinuxWireDecoder(name, boot, clock));
        this.processes = new ProcessTableReader(boot, clock);
        this.ring = new RingReader(session.consumer().buffer(), session.producer().buffer(), library.pageSize());
        this.counters = new WireCounters(session.counters().buffer());
        // Last: what can fail before it leaves nothing of its own to be closed.
        this.waiter = new DescriptorWaiter(library, session.ring());
    }

    /** Loads, attaches and maps; on failure nothing is left. */
    static EbpfChannel open(String name, ChannelOptions options) throws ChannelException {
        // JNA takes as long to load as the kernel's types take to read, and they do not need one another.
        var image = PreparedImage.readInBackground();
        var library = LinuxLibrary.load();
        EbpfSession session = null;
        try {
            session = EbpfSession.open(library, image.get(), options);
            return new EbpfChannel(library, session, name);
        } catch (ChannelException | RuntimeException | Error e) {
            if (session != null) {
                session.close();
            }
            throw e;
        }
    }

    @Override
    public boolean await(Duration timeout) throws ChannelException, InterruptedException {
        use.lock();
        try {
            var kernel = openCounters();
            return ring.hasData() || delivery.isNew(kernel.lost()) || waiter.await(timeout);
        } finally {
            use.unlock();
        }
    }

    @Override
    public int drain(MonitorEventSink sink) throws ChannelException {
        use.lock();
        try {
            var kernel = openCounters();
            clock.refresh();
            var count = ring.drain((memory, offset, length) -> delivery.deliver(sink, memory, offset, length));
            // Read before the ring is found empty: a record that comes later can only tell of more.
            var lost = kernel.lost();
            if (delivery.isNew(lost) && !ring.hasData()) {
                delivery.report(sink, lost);
            }
            return count;
        } finally {
            use.unlock();
        }
    }

    @Override
    public void wakeup() {
        waiter.wakeup();
    }

    @Override
    public ChannelStatistics statistics() {
        synchronized (books) {
            var kernel = counters;
            if (kernel != null) {
                // Delivered first and seen last: what happens in between makes the ring look fuller, never overdrawn.
                var handedOver = delivery.delivered();
                var lost = kernel.lost();
                last = new ChannelStatistics(kernel.seen(), handedOver, lost);
            }
            return last;
        }
    }

    @Override
    public Collection<RunningProcess> snapshot() throws ChannelException {
        use.lock();
        try {
            openCounters();
            clock.refresh();
            return processes.read();
        } finally {
            use.unlock();
        }
    }

    @Override
    public void detach() {
        use.lock();
        try {
            openCounters();
            session.detach();
        } finally {
            use.unlock();
        }
    }

    @Override
    public void close() {
        waiter.wakeup();
        use.lock();
        try {
            if (use.getHoldCount() > 1) {
                throw new IllegalStateException("a sink may not close the channel that is draining into it");
            }
            synchronized (books) {
                if (counters == null) {
                    return;
                }
                statistics();
                counters = null;
            }
            waiter.close();
            session.close();
        } finally {
            use.unlock();
        }
    }

    /** What every method that touches mapped memory calls first: after {@link #close}, a look at it would end the JVM. */
    private WireCounters openCounters() {
        synchronized (books) {
            if (counters == null) {
                throw new IllegalStateException("the channel is closed");
            }
            return counters;
        }
    }
}
