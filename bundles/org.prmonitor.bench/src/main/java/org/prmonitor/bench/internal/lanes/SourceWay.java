package org.prmonitor.bench.internal.lanes;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.ServiceRegistration;
import org.prmonitor.bench.internal.host.BenchException;
import org.prmonitor.bench.internal.host.Consumption;
import org.prmonitor.bench.internal.host.ProcessorTime;
import org.prmonitor.testkit.ScriptedChannelProvider;

/** Through our source: scripted channel, pump, journal, lane. */
abstract class SourceWay implements Way {

    private final ScriptedChannelProvider channel;

    SourceWay(ScriptedChannelProvider channel) {
        this.channel = channel;
    }

    /** Registers the consumers, each with a counter of its own, and waits until they are given events. */
    abstract List<ServiceRegistration<?>> register(Consumption consumption) throws InterruptedException, BenchException;

    /** What the names of the threads that hand events to the consumers begin with. */
    abstract String threads();

    @Override
    public final Speed measure(long warmUpNanos, long nanos) throws InterruptedException, BenchException {
        var consumption = new Consumption(Long.MAX_VALUE);
        var consumers = register(consumption);
        try {
            channel.feed(consumption.feed());
            TimeUnit.NANOSECONDS.sleep(warmUpNanos);
            var processor = ProcessorTime.ofThreads(threads());
            var before = consumption.taken();
            var begin = System.nanoTime();
            TimeUnit.NANOSECONDS.sleep(nanos);
            var events = (consumption.taken() - before) * 1e9;
            var elapsed = System.nanoTime() - begin;
            processor = ProcessorTime.ofThreads(threads()) - processor;
            consumption.awaitTaken(consumption.end());
            return new Speed(events / elapsed, processor == 0 ? Double.NaN : events * consumers.size() / processor);
        } finally {
            channel.endFeed();
            consumers.forEach(ServiceRegistration::unregister);
        }
    }
}
