package org.prmonitor.nativeaccess.internal.linux.bpf;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program of an object, not loaded.
 *
 * @param name its function's
 * @param tracepoint what it attaches to: the section's name without {@code tp_btf/}; null for a program that is called by hand
 * @param instructions as compiled; never changed, only copied
 * @param mapReferences where it refers to a map or a global
 * @param coreRelocations where it depends on the kernel's types, offsets from the program's start
 */
record BpfProgram(
        String name,
        @Nullable String tracepoint,
        BpfInstructions instructions,
        List<MapReference> mapReferences,
        List<CoreRelocation> coreRelocations) {

    /** {@code BTF_TRACE_RAW_TP}: what the channel is made of. */
    private static final String TRACEPOINT_PREFIX = "tp_btf/";

    /** {@code BPF_PROG_TYPE_SYSCALL}: called by hand, as the bench does. */
    private static final String CALLED = "syscall";

    /** Whether this loader knows what belongs into such a section. */
    static boolean isKnown(String section) {
        return section.equals(CALLED) || section.startsWith(TRACEPOINT_PREFIX);
    }

    /** The tracepoint that a section's programs attach to; null where they are called by hand. */
    static @Nullable String tracepoint(String section) {
        return section.equals(CALLED) ? null : section.substring(TRACEPOINT_PREFIX.length());
    }

    /**
     * @param offset the instruction's, in bytes from the program's start
     * @param map the map's name
     * @param valueOffset a byte of the map's first value, or -1 for the map itself
     */
    record MapReference(int offset, String map, int valueOffset) {}
}
