package org.prmonitor.nativeaccess.internal.linux.ebpf;

import java.util.ArrayList;
import java.util.List;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.channel.ChannelOptions;
import org.prmonitor.api.event.EventType;
import org.prmonitor.nativeaccess.internal.linux.LinuxLibrary;
import org.prmonitor.nativeaccess.internal.linux.MappedMemory;
import org.prmonitor.nativeaccess.internal.linux.OwnedDescriptor;
import org.prmonitor.nativeaccess.internal.linux.bpf.BpfLoader;
import org.prmonitor.nativeaccess.internal.linux.bpf.LoadedBpf;
import org.prmonitor.nativeaccess.internal.wire.WireLayout;

/**
 * {@code prmonitor.bpf.o} in the kernel, watching, and its ring and counters mapped. The names are those that the head of
 * {@code driver/linux/prmonitor.bpf.c} documents. Whoever owns it keeps everybody off the memory before closing it.
 */
final class EbpfSession implements AutoCloseable {

    /** Both views of the data and a page must fit one mapping of Java's. */
    private static final int RING_BYTES_MAX = 1 << 29;

    /** The private data, the task, and {@code bool group_dead}. */
    private static final int EXIT_PARAMETERS_WITH_GROUP_DEAD = 3;

    private final LoadedBpf loaded;
    private final List<MappedMemory> mappings = new ArrayList<>();
    private final MappedMemory consumer;
    private final MappedMemory producer;
    private final MappedMemory counters;

    private EbpfSession(LinuxLibrary library, LoadedBpf loaded, int pageSize, int ringBytes) throws ChannelException {
        this.loaded = loaded;
        try {
            var ring = ring().number();
            consumer = map(library, "the ring's consumer page", ring, pageSize, LinuxLibrary.PROT_READ | LinuxLibrary.PROT_WRITE, 0);
            producer = map(library, "the ring's data", ring, pageSize + 2 * ringBytes, LinuxLibrary.PROT_READ, pageSize);
            var countersBytes = (WireLayout.COUNTERS_SIZE + pageSize - 1) / pageSize * pageSize;
            var counterMap = loaded.map("prm_counters").number();
            counters = map(library, "the counters", counterMap, countersBytes, LinuxLibrary.PROT_READ, 0);
        } catch (ChannelException | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** Loads the image and attaches what the options ask for. */
    static EbpfSession open(LinuxLibrary library, PreparedImage image, ChannelOptions options) throws ChannelException {
        var loader = new BpfLoader(library, image.object(), image.kernel());
        var pageSize = library.pageSize();
        var ringBytes = ringBytes(options.ringBytes(), pageSize);
        loader.mapEntries("prm_ring", ringBytes)
                .global("prm_types", typeMask(options))
                .global("prm_excluded_process", options.excludedProcessId());
        if (loader.tracepointParameters("sched_process_exit") == EXIT_PARAMETERS_WITH_GROUP_DEAD) {
            loader.global("prm_exit_has_group_dead", 1).mapEntries("prm_exited", 1);
        }
        return new EbpfSession(library, loader.load(programs(options)), pageSize, ringBytes);
    }

    /** Becomes readable when there is a record. */
    OwnedDescriptor ring() {
        return loaded.map("prm_ring");
    }

    MappedMemory consumer() {
        return consumer;
    }

    MappedMemory producer() {
        return producer;
    }

    MappedMemory counters() {
        return counters;
    }

    /** Detaches from the kernel: the ring gets no more. A second call does nothing. */
    void detach() {
        loaded.detach();
    }

    /** Detaches from the kernel, then unmaps. A second call does nothing. */
    @Override
    public void close() {
        loaded.close();
        mappings.forEach(MappedMemory::close);
    }

    /** A power of two and no less than a page. */
    static int ringBytes(int wanted, int pageSize) throws ChannelException {
        if (wanted > RING_BYTES_MAX) {
            throw new ChannelException("a ring of " + wanted + " bytes", "configure at most " + RING_BYTES_MAX + " bytes (512 MB)");
        }
        var power = Integer.highestOneBit(wanted);
        return Math.max(pageSize, power == wanted ? power : 2 * power);
    }

    private MappedMemory map(LinuxLibrary library, String what, int fd, int length, int protection, long offset)
            throws ChannelException {
        var mapping = MappedMemory.map(library, what, fd, length, protection, offset);
        mappings.add(mapping);
        return mapping;
    }

    private static long typeMask(ChannelOptions options) {
        var mask = 0;
        for (var type : options.types()) {
            mask |= switch (type) {
                case STARTED -> 1 << WireLayout.PROCESS_STARTED;
                case FORKED -> 1 << WireLayout.PROCESS_FORKED;
                case EXITED -> 1 << WireLayout.PROCESS_EXITED;
                default -> 0;
            };
        }
        return mask;
    }

    /** In the order of attaching: exits first, so that nobody is seen to start whose end could be missed. */
    private static List<String> programs(ChannelOptions options) {
        var programs = new ArrayList<String>();
        if (options.types().contains(EventType.EXITED)) {
            programs.add("prm_exit");
        }
        if (options.types().contains(EventType.STARTED)) {
            programs.add("prm_exec");
        }
        if (options.types().contains(EventType.FORKED)) {
            programs.add("prm_fork");
        }
        return programs;
    }
}
