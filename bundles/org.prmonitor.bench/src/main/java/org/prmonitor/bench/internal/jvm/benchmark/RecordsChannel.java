package org.prmonitor.bench.internal.jvm.benchmark;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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

    /** The kernel's signal: a permit where {@link #await} may have a reason to return. */
    private final Semaphore signal = new Semaphore(0);

    /** How many records the kernel has put in; published before its permit. */
    private final AtomicLong raised = new AtomicLong();

    /** How far it was drained. Pump's thread only. */
    private long drained;

    RecordsChannel(WireRecords records) {
        this.records = records;
    }

    /** The kernel puts the next so many records into the ring, and signals. Any thread. */
    void raise(int count) {
        raised.addAndGet(count);
        signal.release();
    }

    @Override
    public boolean await(Duration timeout) throws InterruptedException {
        // First: what is signalled after this look ends the wait.
        var wasSignalled = signal.drainPermits() > 0;
        if (raised.get() == drained && !wasSignalled && signal.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
            signal.drainPermits();
        }
        return raised.get() > drained;
    }

    @Override
    public int drain(MonitorEventSink sink) throws ChannelException {
        var end = raised.get();
        var count = (int) (end - drained);
        while (drained < end) {
            var number = drained++;
            delivery.deliver(sink, records.memory(), records.offset(number), records.length(number));
        }
        return count;
    }

    @Override
    public void wakeup() {
        signal.release();
    }

    @Override
    public ChannelStatistics statistics() {
        return new ChannelStatistics(raised.get(), delivery.delivered(), 0);
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
