package org.prmonitor.nativeaccess.internal.linux.bpf;

import java.util.List;

/**
 * A program of an object, not loaded.
 *
 * @param name its function's
 * @param tracepoint what it attaches to: the section's name without {@code tp_btf/}
 * @param instructions as compiled; never changed, only copied
 * @param mapReferences where it refers to a map or a global
 * @param coreRelocations where it depends on the kernel's types, offsets from the program's start
 */
record BpfProgram(
        String name,
        String tracepoint,
        BpfInstructions instructions,
        List<MapReference> mapReferences,
        List<CoreRelocation> coreRelocations) {

    /** Of all program types, the one kind that this loader knows: {@code BTF_TRACE_RAW_TP}. */
    static final String SECTION_PREFIX = "tp_btf/";

    /**
     * @param offset the instruction's, in bytes from the program's start
     * @param map the map's name
     * @param valueOffset a byte of the map's first value, or -1 for the map itself
     */
    record MapReference(int offset, String map, int valueOffset) {}
}
