package org.prmonitor.nativeaccess.internal.linux.bpf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * "Compile once, run everywhere": an instruction that depends on how the kernel lays out a type. One record of
 * {@code .BTF.ext}, after the kernel's {@code Documentation/bpf/llvm_reloc.rst}.
 *
 * @param offset the instruction's, in bytes from its section's start
 * @param type the root type, in the object's BTF
 * @param access the way from there: {@code 0:1:2}, an array index and then members or array indices
 * @param kind what is asked for, {@code enum bpf_core_relo_kind}
 */
record CoreRelocation(long offset, int type, String access, int kind) {

    static final int FIELD_BYTE_OFFSET = 0;
    static final int FIELD_BYTE_SIZE = 1;
    static final int FIELD_EXISTS = 2;

    private static final int MAGIC = 0xeb9f;
    private static final int HEADER_SIZE = 32;
    private static final int RECORD_SIZE = 16;

    /**
     * All of an object, by the name of the section that they are in.
     *
     * @param extension section {@code .BTF.ext}
     * @param strings the string section of {@code .BTF}
     */
    static Map<String, List<CoreRelocation>> parse(Binary extension, Binary strings) {
        var bySection = new HashMap<String, List<CoreRelocation>>();
        if (extension.u16(0) != MAGIC || extension.u8(2) != 1) {
            throw new MalformedObjectException(".BTF.ext has no BTF header of version 1");
        }
        var headerSize = extension.u32(4);
        if (headerSize < HEADER_SIZE || extension.u32(28) == 0) {
            return bySection;
        }
        var table = extension.slice("the CO-RE relocations", headerSize + extension.u32(24), extension.u32(28));
        var recordSize = table.u32(0);
        if (recordSize < RECORD_SIZE) {
            throw new MalformedObjectException("CO-RE relocations of " + recordSize + " bytes");
        }
        for (var at = 4L; at < table.length(); ) {
            var section = strings.string(table.u32(at));
            var records = table.u32(at + 4);
            at += 8;
            var list = new ArrayList<>(bySection.getOrDefault(section, List.of()));
            for (var index = 0L; index < records; index++, at += recordSize) {
                list.add(new CoreRelocation(
                        table.u32(at), table.s32(at + 4), strings.string(table.u32(at + 8)), table.s32(at + 12)));
            }
            bySection.put(section, list);
        }
        return bySection;
    }

    /** The string section of {@code .BTF}, which {@code .BTF.ext} uses too. */
    static Binary strings(Binary btf) {
        return btf.slice("the strings of .BTF", btf.u32(4) + btf.u32(16), btf.u32(20));
    }
}
