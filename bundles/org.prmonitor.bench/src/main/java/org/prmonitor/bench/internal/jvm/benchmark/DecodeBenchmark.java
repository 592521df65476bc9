package org.prmonitor.bench.internal.jvm.benchmark;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.nativeaccess.internal.linux.ebpf.LinuxWireDecoder;

/** A record of the kernel's ring becomes an event object. */
@State(Scope.Thread)
public class DecodeBenchmark {

    private final WireRecords records = new WireRecords(1 << 12);
    private final LinuxWireDecoder decoder = WireRecords.decoder();
    private long number;

    @Benchmark
    public MonitorEvent started() throws ChannelException {
        number += 2;
        return decode(number);
    }

    @Benchmark
    public MonitorEvent exited() throws ChannelException {
        number += 2;
        return decode(number + 1);
    }

    private MonitorEvent decode(long which) throws ChannelException {
        return decoder.decode(records.memory(), records.offset(which), records.length(which), which);
    }
}
