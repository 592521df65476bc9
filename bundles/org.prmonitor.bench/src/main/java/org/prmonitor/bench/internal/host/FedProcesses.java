package org.prmonitor.bench.internal.host;

/** The processes that the bench's eBPF program speaks of: above every number that Linux gives to one. {@code driver/bench/feed.h}. */
public final class FedProcesses {

    /** The first one's id. */
    public static final long FIRST = 0x4000_0000L;

    /** Which of them; the last one stands for the end of a feed. */
    public static final long MASK = 0x3fff_ffffL;

    /** Its start comes when all that was fed before it has come or is lost. */
    public static final long END = FIRST + MASK;

    private FedProcesses() {}
}
