package org.prmonitor.nativeaccess.internal.linux.bpf;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.prmonitor.nativeaccess.internal.linux.OwnedDescriptor;

/**
 * What is in the kernel: maps, programs, links. All of it hangs on descriptors of this process, nothing is pinned, so that it
 * goes with the process however that ends. Built by one thread; then {@link #close} may come from any.
 */
public final class LoadedBpf implements AutoCloseable {

    private final Map<String, OwnedDescriptor> maps = new LinkedHashMap<>();
    private final Map<String, OwnedDescriptor> programs = new LinkedHashMap<>();
    private final List<OwnedDescriptor> links = new ArrayList<>();

    private final BpfSyscall syscall;

    LoadedBpf(BpfSyscall syscall) {
        this.syscall = syscall;
    }

    void addMap(String name, OwnedDescriptor map) {
        maps.put(name, map);
    }

    void addProgram(String name, OwnedDescriptor program) {
        programs.put(name, program);
    }

    void addLink(OwnedDescriptor link) {
        links.add(link);
    }

    /** A map of the object. */
    public OwnedDescriptor map(String name) {
        return require(maps, name);
    }

    /** A loaded program. */
    OwnedDescriptor program(String name) {
        return require(programs, name);
    }

    /**
     * A program that is called by hand.
     *
     * @param context what it is called with and may write to, direct; as large as the program takes it to be
     */
    public ProgramCall call(String program, ByteBuffer context) {
        return new ProgramCall(syscall, program, program(program), context);
    }

    /** Detaches the programs; the maps stay. A second call does nothing. */
    public void detach() {
        links.forEach(OwnedDescriptor::close);
    }

    /** Detaches the programs and lets go of everything. A second call does nothing. */
    @Override
    public void close() {
        detach();
        programs.values().forEach(OwnedDescriptor::close);
        maps.values().forEach(OwnedDescriptor::close);
    }

    private static OwnedDescriptor require(Map<String, OwnedDescriptor> descriptors, String name) {
        var descriptor = descriptors.get(name);
        if (descriptor == null) {
            throw new IllegalArgumentException("nothing is loaded under the name " + name);
        }
        return descriptor;
    }
}
