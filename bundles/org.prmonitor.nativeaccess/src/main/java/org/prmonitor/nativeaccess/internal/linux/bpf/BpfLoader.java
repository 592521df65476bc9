package org.prmonitor.nativeaccess.internal.linux.bpf;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.nativeaccess.internal.linux.LinuxLibrary;
import org.prmonitor.nativeaccess.internal.linux.OwnedDescriptor;

/** Brings an object into the running kernel: sizes and globals are set first, then {@link #load} is called once. One thread. */
public final class BpfLoader {

    private final BpfObject object;
    private final KernelBtf kernel;
    private final BpfSyscall syscall;
    private final Map<String, BpfMapDefinition> maps;
    private final byte[] readOnlyData;

    /** Ids of maps that are there, by the names of the maps whose place they take. */
    private final Map<String, Integer> existing = new HashMap<>();

    /**
     * Nothing is loaded yet.
     *
     * @param kernel {@link KernelBtf#loadFor} this object
     */
    public BpfLoader(LinuxLibrary library, BpfObject object, KernelBtf kernel) throws ChannelException {
        this.object = object;
        this.kernel = kernel;
        this.syscall = new BpfSyscall(library);
        this.maps = new HashMap<>(object.maps());
        this.readOnlyData = object.readOnlyData();
    }

    /** How many parameters a tracepoint's probe has on this kernel, its private data included; 0: there is none of that name. */
    public int tracepointParameters(String tracepoint) throws ChannelException {
        return kernel.tracepointParameters(tracepoint);
    }

    /** Sets how many entries a map has; for a ring, its bytes. */
    public BpfLoader mapEntries(String map, int maxEntries) throws ChannelException {
        if (maps.computeIfPresent(map, (name, definition) -> definition.withMaxEntries(maxEntries)) == null) {
            throw missing("map", map);
        }
        return this;
    }

    /** Sets a read-only global, before the kernel sees it. */
    public BpfLoader global(String name, long value) throws ChannelException {
        var global = object.globals().get(name);
        if (global == null || global.size() > Long.BYTES) {
            throw missing("read-only number", name);
        }
        for (var index = 0; index < global.size(); index++) {
            readOnlyData[global.offset() + index] = (byte) (value >> 8 * index);
        }
        return this;
    }

    /**
     * Puts a map that is in the kernel already, whoever made it, in the place of one of the object's.
     *
     * @param id what the kernel numbers it with; {@code map_id} in {@code /proc/PID/fdinfo}
     */
    public BpfLoader existingMap(String map, int id) throws ChannelException {
        if (!maps.containsKey(map)) {
            throw missing("map", map);
        }
        existing.put(map, id);
        return this;
    }

    /**
     * Creates the maps, loads programs and attaches those that have something to attach to.
     *
     * @param programs their names; the others stay where they are
     * @throws ChannelException with nothing left behind
     */
    public LoadedBpf load(Collection<String> programs) throws ChannelException {
        var loaded = new LoadedBpf(syscall);
        try {
            for (var map : maps.values()) {
                var id = existing.get(map.name());
                loaded.addMap(map.name(), id == null ? syscall.createMap(map) : syscall.openMap(map.name(), id));
            }
            if (readOnlyData.length > 0) {
                var definition = new BpfMapDefinition(
                        BpfObject.READ_ONLY_DATA, BpfMapDefinition.ARRAY, 4, readOnlyData.length, 1, BpfMapDefinition.READ_ONLY_FOR_PROGRAMS);
                loaded.addMap(definition.name(), syscall.createMap(definition));
                syscall.fillAndFreeze(loaded.map(definition.name()), readOnlyData);
            }
            var attachable = new ArrayList<BpfProgram>();
            for (var name : programs) {
                var program = object.programs().get(name);
                if (program == null) {
                    throw missing("program", name);
                }
                loaded.addProgram(name, load(program, loaded));
                if (program.tracepoint() != null) {
                    attachable.add(program);
                }
            }
            // Last, all at once: what the first sees, the others should not miss.
            for (var program : attachable) {
                loaded.addLink(syscall.attach(program, loaded.program(program.name())));
            }
            return loaded;
        } catch (ChannelException | RuntimeException | Error e) {
            loaded.close();
            throw e;
        }
    }

    private OwnedDescriptor load(BpfProgram program, LoadedBpf loaded) throws ChannelException {
        var name = program.tracepoint();
        var tracepoint = name == null ? 0 : kernel.tracepoint(name);
        if (name != null && tracepoint == 0) {
            throw new ChannelException(
                    "attaching " + program.name() + ": this kernel has no tracepoint " + name, "use Linux 5.8 or later");
        }
        var unresolved = new ArrayList<String>();
        var instructions = link(program, loaded, unresolved);
        return syscall.loadProgram(program, instructions, object.license(), tracepoint, hint(unresolved));
    }

    /**
     * A program's instructions as this kernel gets them.
     *
     * @param loaded has the maps
     * @param unresolved receives what this kernel does not have, one line each
     */
    byte[] link(BpfProgram program, LoadedBpf loaded, List<String> unresolved) throws ChannelException {
        var instructions = object.relocate(program, kernel.btf(), unresolved);
        for (var reference : program.mapReferences()) {
            var descriptor = loaded.map(reference.map()).number();
            if (reference.valueOffset() < 0) {
                instructions.putMap(reference.offset(), BpfInstructions.PSEUDO_MAP_FD, descriptor, 0);
            } else {
                instructions.putMap(reference.offset(), BpfInstructions.PSEUDO_MAP_VALUE, descriptor, reference.valueOffset());
            }
        }
        return instructions.bytes();
    }

    private static @Nullable String hint(Collection<String> unresolved) {
        return unresolved.isEmpty() ? null : String.join(", ", unresolved);
    }

    private ChannelException missing(String what, String name) {
        return new ChannelException(object.name() + " has no " + what + " " + name, "the bundle is damaged: install it again");
    }
}
