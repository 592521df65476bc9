package org.prmonitor.nativeaccess.internal.windows;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.channel.ChannelStatistics;
import org.prmonitor.api.channel.MonitorChannel;
import org.prmonitor.api.channel.MonitorEventSink;
import org.prmonitor.nativeaccess.internal.windows.device.MonitorDevice;
import org.prmonitor.nativeaccess.internal.windows.device.SignalEvent;
import org.prmonitor.nativeaccess.internal.wire.WindowsWireDecoder;
import org.prmonitor.nativeaccess.internal.wire.WireBatch;
import org.prmonitor.nativeaccess.internal.wire.WireDelivery;
import org.prmonitor.nativeaccess.internal.wire.WireLayout;

/**
 * An open session with PRMonitor.sys.
 *
 * <p>What was lost behind the last record is in the batch that leaves the ring empty, read in the same instant, so that no
 * record with the same loss can be on its way. When nothing moves, seen = delivered + lost.
 *
 * <p>Two locks. {@code use} belongs to whoever waits and drains: the pump, and {@link #close} from wherever it comes.
 * {@code books} keeps {@link #statistics} off a handle that is closed. Whoever takes both takes {@code use} first.
 */
final class WindowsChannel implements MonitorChannel {

    /** Room for many records, and for the largest. */
    private static final int BATCH_BYTES = 256 << 10;

    static {
        if (BATCH_BYTES < WireLayout.BATCH_SIZE + WireLayout.WINDOWS_RECORD_MAX) {
            throw new AssertionError("a record may not fit");
        }
    }

    private final ReentrantLock use = new ReentrantLock();
    private final Object books = new Object();

    private final SignalEvent signal;
    private final WireDelivery delivery;
    private final ProcessSnapshot processes;
    private final Runnable afterwards;

    /** Guarded by {@code use}. */
    private final ByteBuffer batch = MonitorDevice.allocate(BATCH_BYTES);

    /** Guarded by {@code books}; null once closed. */
    private @Nullable MonitorDevice device;

    /** Guarded by {@code books}: the last that was said, which stays when the driver or this channel is gone. */
    private ChannelStatistics last = new ChannelStatistics(0, 0, 0);

    /**
     * Guarded by {@code use}: a drain began and did not come to the ring's end. The driver signals when the ring is empty no
     * more, and for what is left from before it never will.
     */
    private boolean unread;

    /**
     * A channel whose session has begun.
     *
     * @param afterwards called once, when all is closed
     */
    WindowsChannel(String name, MonitorDevice device, SignalEvent signal, ProcessSnapshot processes, Runnable afterwards) {
        this.device = device;
        this.signal = signal;
        this.delivery = new WireDelivery(new WindowsWireDecoder(name));
        this.processes = processes;
        this.afterwards = afterwards;
    }

    /** What runs now. */
    @FunctionalInterface
    interface ProcessSnapshot {

        /** Takes a look. */
        Collection<RunningProcess> take() throws ChannelException;
    }

    @Override
    public boolean await(Duration timeout) throws ChannelException, InterruptedException {
        use.lock();
        try {
            var open = openDevice();
            if (unread) {
                return true;
            }
            return switch (signal.await(timeout)) {
                case SIGNALLED -> true;
                case TIMED_OUT -> false;
                // It may have been both, and the event was reset by this wait.
                case WOKEN -> {
                    var kernel = open.statistics();
                    yield kernel.waitingRecords() > 0 || delivery.isNew(kernel.lost());
                }
            };
        } finally {
            use.unlock();
        }
    }

    @Override
    public int drain(MonitorEventSink sink) throws ChannelException {
        use.lock();
        try {
            var open = openDevice();
            var before = delivery.delivered();
            unread = true;
            var taken = take(open, sink);
            // What was there when the first was asked for, and no more: a kernel that is faster than we are would keep us here.
            for (var left = taken.waitingRecords(); left > 0 && taken.waitingRecords() > 0; left -= taken.records()) {
                taken = take(open, sink);
            }
            unread = taken.waitingRecords() > 0;
            if (!unread) {
                delivery.report(sink, taken.lost());
            }
            return Math.toIntExact(delivery.delivered() - before);
        } finally {
            use.unlock();
        }
    }

    private WireBatch take(MonitorDevice open, MonitorEventSink sink) throws ChannelException {
        var taken = new WireBatch(batch, open.read(batch));
        taken.forEach((memory, offset, length) -> delivery.deliver(sink, memory, offset, length));
        return taken;
    }

    @Override
    public void wakeup() {
        signal.wakeup();
    }

    @Override
    public ChannelStatistics statistics() {
        synchronized (books) {
            var open = device;
            if (open != null) {
                try {
                    // Delivered first and seen last: what happens in between makes the ring look fuller, never overdrawn.
                    var handedOver = delivery.delivered();
                    var kernel = open.statistics();
                    last = new ChannelStatistics(kernel.seen(), handedOver, kernel.lost());
                } catch (ChannelException driverIsGone) {
                    // The next drain says so, to somebody who can do something about it; this was the last to be known.
                    last = new ChannelStatistics(Math.max(last.seen(), delivery.delivered() + last.lost()), delivery.delivered(), last.lost());
                }
            }
            return last;
        }
    }

    @Override
    public Collection<RunningProcess> snapshot() throws ChannelException {
        use.lock();
        try {
            openDevice();
            return processes.take();
        } finally {
            use.unlock();
        }
    }

    @Override
    public void close() {
        signal.wakeup();
        use.lock();
        try {
            if (use.getHoldCount() > 1) {
                throw new IllegalStateException("a sink may not close the channel that is draining into it");
            }
            MonitorDevice open;
            synchronized (books) {
                open = device;
                if (open == null) {
                    return;
                }
                statistics();
                device = null;
            }
            try {
                open.stop();
            } catch (ChannelException driverIsGone) {
                // Then so is the session; and closing the handle ends it in any case.
            }
            open.close();
            signal.close();
            afterwards.run();
        } finally {
            use.unlock();
        }
    }

    /** What every method that asks the driver calls first. */
    private MonitorDevice openDevice() {
        synchronized (books) {
            if (device == null) {
                throw new IllegalStateException("the channel is closed");
            }
            return device;
        }
    }
}
