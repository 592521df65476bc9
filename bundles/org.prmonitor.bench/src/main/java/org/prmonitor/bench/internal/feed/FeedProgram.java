package org.prmonitor.bench.internal.feed;

import java.nio.ByteBuffer;
import java.util.List;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.bench.internal.host.FedProcesses;
import org.prmonitor.nativeaccess.internal.linux.LinuxLibrary;
import org.prmonitor.nativeaccess.internal.linux.bpf.BpfLoader;
import org.prmonitor.nativeaccess.internal.linux.bpf.BpfObject;
import org.prmonitor.nativeaccess.internal.linux.bpf.KernelBtf;
import org.prmonitor.nativeaccess.internal.linux.bpf.LoadedBpf;
import org.prmonitor.nativeaccess.internal.linux.bpf.ProgramCall;

/** {@code prm_feed} in the kernel, with the ring and the books of another process for its own. One thread. */
final class FeedProgram implements AutoCloseable {

    /** {@code PRM_FEED_BATCH_MAX}. */
    static final int BATCH_MAX = 256;

    // struct prm_feed
    private static final int EVENT = 0;
    private static final int START_TIME = 8;
    private static final int COUNT = 16;
    private static final int STORED = 24;
    private static final int CONTEXT_BYTES = 32;

    private final ByteBuffer context = LinuxLibrary.allocate(CONTEXT_BYTES);
    private final LoadedBpf loaded;
    private final ProgramCall call;

    private FeedProgram(LinuxLibrary library, LoadedBpf loaded) {
        this.loaded = loaded;
        this.call = loaded.call("prm_feed", context);
        context.putLong(START_TIME, library.clockNanos(LinuxLibrary.CLOCK_BOOTTIME, LinuxLibrary.allocate(16)));
    }

    /** Loads it. */
    static FeedProgram load(LinuxLibrary library, BpfObject image, RingOwner owner) throws ChannelException {
        var loader = new BpfLoader(library, image, KernelBtf.loadFor(image))
                .existingMap("prm_ring", owner.ring())
                .existingMap("prm_counters", owner.counters());
        return new FeedProgram(library, loader.load(List.of("prm_feed")));
    }

    /**
     * Produces events.
     *
     * @param event the first one's number: even for a start, odd for the exit of the same process
     * @param count how many, at most {@link #BATCH_MAX}
     * @return how many of them found room in the ring
     */
    int feed(long event, int count) throws ChannelException {
        context.putLong(EVENT, event).putLong(COUNT, count);
        call.run();
        return (int) context.getLong(STORED);
    }

    /** Produces the event that ends a feed, or finds no room for it. */
    boolean feedEnd() throws ChannelException {
        return feed(2 * FedProcesses.MASK, 1) == 1;
    }

    @Override
    public void close() {
        loaded.close();
    }
}
