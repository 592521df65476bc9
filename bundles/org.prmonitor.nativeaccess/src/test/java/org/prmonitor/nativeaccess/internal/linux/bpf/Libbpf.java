package org.prmonitor.nativeaccess.internal.linux.bpf;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An object loaded by libbpf, the oracle: it has to do to the same bytes what our loader does. One thread. */
final class Libbpf implements AutoCloseable {

    private final NativeLibrary library = NativeLibrary.getInstance("libbpf.so.1");
    private final Pointer object;
    private final List<Pointer> links = new ArrayList<>();

    Libbpf(Path file) {
        object = pointer("bpf_object__open_file", file.toString(), Pointer.NULL);
        if (Pointer.nativeValue(object) == 0) {
            throw new IllegalStateException("libbpf does not open " + file);
        }
    }

    void setMaxEntries(String map, int entries) {
        check("bpf_map__set_max_entries", call("bpf_map__set_max_entries", map(map), entries));
    }

    /** A read-only global, one byte. */
    void setGlobal(int offset, byte value) {
        var size = new Memory(8);
        pointer("bpf_map__initial_value", map(".rodata"), size).setByte(offset, value);
    }

    void load() {
        check("bpf_object__load", call("bpf_object__load", object));
    }

    /** The instructions that the kernel got. */
    byte[] instructions(String program) {
        var found = program(program);
        return pointer("bpf_program__insns", found).getByteArray(0, BpfInstructions.SIZE * call("bpf_program__insn_cnt", found));
    }

    void attach(String program) {
        links.add(pointer("bpf_program__attach", program(program)));
    }

    int descriptor(String map) {
        return call("bpf_map__fd", map(map));
    }

    @Override
    public void close() {
        links.forEach(link -> call("bpf_link__destroy", link));
        function("bpf_object__close").invoke(new Object[] {object});
    }

    private Pointer map(String name) {
        return pointer("bpf_object__find_map_by_name", object, name);
    }

    private Pointer program(String name) {
        return pointer("bpf_object__find_program_by_name", object, name);
    }

    private Pointer pointer(String name, Object... arguments) {
        return function(name).invokePointer(arguments);
    }

    private int call(String name, Object... arguments) {
        return function(name).invokeInt(arguments);
    }

    private Function function(String name) {
        return library.getFunction(name);
    }

    private static void check(String name, int result) {
        if (result != 0) {
            throw new IllegalStateException(name + ": " + result);
        }
    }
}
