package org.prmonitor.bench.internal.jvm.benchmark;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.channel.ChannelStatistics;
import org.prmonitor.api.channel.MonitorChannel;
import org.prmonitor.api.channel.MonitorEventSink;
import org.prmonitor.nativeaccess.internal.wire.WireDelivery;

/**
 * As the channel of Linux hands records over, but for the ring, which is a constant piece of memory here: the kernel's side of it costs
 * the JVM nothing.
 */
final class RecordsChannel implements MonitorChannel {

    private final WireRecords records;
    private final WireDelivery delivery = new WireDelivery(WireRecords.decoder());

    private final ReentrantLock lock = new ReentrantLock();
    /** Signalled when {@link #await} may have a reason to return. */
    private final Condition signal = lock.newCondition();
    // Guarded by lock.
    private long raised;
    private boolean woken;

    /** How far it was drained. Pump's thread only. */
    private long drained;

    RecordsChannel(WireRecords records) {
        this.records = records;
    }

    /** The kernel puts the next so many records into the ring, and signals. Any thread. */
    void raise(int count) {
        lock.lock();
        try {
            raised += count;
            signal.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean await(Duration timeout) throws InterruptedException {
        lock.lock();
        try {
            var left = timeout.toNanos();
            while (raised == drained && !woken && left > 0) {
                left = signal.awaitNanos(left);
            }
            woken = false;
            return raised > drained;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int drain(MonitorEventSink sink) throws ChannelException {
        var end = raised();
        var count = (int) (end - drained);
        while (drained < end) {
            var number = drained++;
            delivery.deliver(sink, records.memory(), records.offset(number), records.length(number));
        }
        return count;
    }

    private long raised() {
        lock.lock();
        try {
            return raised;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void wakeup() {
        lock.lock();
        try {
            woken = true;
            signal.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public ChannelStatistics statistics() {
        return new ChannelStatistics(raised(), delivery.delivered(), 0);
    }

    @Override
    public Collection<RunningProcess> snapshot() {
        return List.of();
    }

    @Override
    public void close() {
        // Nothing to release.
    }
}
