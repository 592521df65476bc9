package org.prmonitor.nativeaccess.internal.linux.netlink;

import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.channel.ChannelOptions;
import org.prmonitor.api.channel.ChannelStatistics;
import org.prmonitor.api.channel.MonitorChannel;
import org.prmonitor.api.channel.MonitorEventSink;
import org.prmonitor.nativeaccess.internal.linux.BootId;
import org.prmonitor.nativeaccess.internal.linux.DescriptorWaiter;
import org.prmonitor.nativeaccess.internal.linux.LinuxLibrary;
import org.prmonitor.nativeaccess.internal.linux.procfs.ProcFileSystem;
import org.prmonitor.nativeaccess.internal.linux.procfs.ProcessTableReader;

/**
 * An open conversation with the process connector. Every fork, exec and exit is reported by the kernel; arguments, image,
 * user and session are read from {@code /proc} afterwards, and of a process that was quicker they are missing.
 */
final class NetlinkChannel implements MonitorChannel {

    private final ConnectorSocket socket;
    private final DescriptorWaiter waiter;
    private final ConnectorClock clock;
    private final ConnectorTranslator translator;
    private final ConnectorBatch batch = new ConnectorBatch();
    private final ProcessTableReader reader;
    private final ProcessorPoke poke;

    /** Of the pump's thread. */
    private boolean closed;

    private NetlinkChannel(
            ConnectorSocket socket,
            DescriptorWaiter waiter,
            ConnectorClock clock,
            ConnectorTranslator translator,
            ProcessTableReader reader,
            ProcessorPoke poke) {
        this.socket = socket;
        this.waiter = waiter;
        this.clock = clock;
        this.translator = translator;
        this.reader = reader;
        this.poke = poke;
    }

    /** Listens, and then learns what runs: what happens meanwhile is in the buffer. */
    static NetlinkChannel open(LinuxLibrary library, ChannelOptions options) throws ChannelException {
        ConnectorSocket socket = null;
        DescriptorWaiter waiter = null;
        try {
            var gaps = new SequenceGaps();
            socket = ConnectorSocket.open(
                    library, options.ringBytes(), event -> gaps.missing(event.origin().processor(), event.origin().sequence()));
            waiter = new DescriptorWaiter(library, socket.descriptor());
            var poke = new ProcessorPoke(library);
            poke.run();
            var clock = new ConnectorClock(library);
            var boot = BootId.read();
            var reader = new ProcessTableReader(boot, clock);
            var files = new ProcFileSystem();
            var tracker = new ProcessTracker(boot, files);
            tracker.seed(reader.scan());
            var translator = new ConnectorTranslator(options.types(), options.excludedProcessId(), clock, tracker, files, gaps);
            return new NetlinkChannel(socket, waiter, clock, translator, reader, poke);
        } catch (ChannelException | RuntimeException e) {
            release(socket, waiter);
            throw e;
        }
    }

    @Override
    public boolean await(Duration timeout) throws ChannelException, InterruptedException {
        return waiter.await(timeout);
    }

    @Override
    public int drain(MonitorEventSink sink) throws ChannelException {
        clock.refresh();
        var before = translator.delivered();
        var overflowed = false;
        var poked = false;
        while (true) {
            var received = socket.receive(batch::add);
            overflowed |= received < 0;
            if (received == 0 || batch.isFull()) {
                translator.translate(batch, sink);
                batch.clear();
            }
            if (received == 0) {
                if (!overflowed || poked) {
                    break;
                }
                // There was no room for some: a message from every processor shows how many, here and now. Once: a buffer may
                // be too small for just these messages.
                poked = true;
                poke.run();
            }
        }
        translator.reportOverlooked(sink);
        return (int) (translator.delivered() - before);
    }

    @Override
    public void wakeup() {
        waiter.wakeup();
    }

    /** What waits in the kernel's buffer is not in it: the kernel does not say how much that is. */
    @Override
    public ChannelStatistics statistics() {
        var delivered = translator.delivered();
        var lost = translator.lost();
        return new ChannelStatistics(delivered + lost, delivered, lost);
    }

    @Override
    public Collection<RunningProcess> snapshot() throws ChannelException {
        clock.refresh();
        return reader.read();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            release(socket, waiter);
        }
    }

    private static void release(@Nullable ConnectorSocket socket, @Nullable DescriptorWaiter waiter) {
        if (waiter != null) {
            waiter.close();
        }
        if (socket != null) {
            socket.close();
        }
    }
}
