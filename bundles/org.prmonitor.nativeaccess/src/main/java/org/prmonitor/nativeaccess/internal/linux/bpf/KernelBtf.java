package org.prmonitor.nativeaccess.internal.linux.bpf;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.prmonitor.api.channel.ChannelException;

/** The running kernel's types. Read-only, and good for any thread. */
public final class KernelBtf {

    /** The kernel has a typedef of this name for every tracepoint: a pointer to the function that a probe is. */
    private static final String TRACEPOINT_PREFIX = "btf_trace_";

    private static final Path SOURCE = Path.of("/sys/kernel/btf/vmlinux");

    /** sysfs gives a page a read, whatever it is asked for. */
    private static final int CHUNK = 8192;

    private final Btf btf;

    KernelBtf(Btf btf) {
        this.btf = btf;
    }

    /** Reads those of the running kernel's types that an object asks for: some milliseconds for as many megabytes. */
    public static KernelBtf loadFor(BpfObject object) throws ChannelException {
        return load(object.kernelTypes());
    }

    /**
     * Reads the running kernel's types.
     *
     * @param wanted the names of types that will be asked for
     */
    static KernelBtf load(Set<String> wanted) throws ChannelException {
        return load(SOURCE, wanted);
    }

    static KernelBtf load(Path source, Set<String> wanted) throws ChannelException {
        try {
            return new KernelBtf(Btf.parse(source.toString(), read(source), wanted));
        } catch (IOException e) {
            throw new ChannelException(
                    "reading the kernel's type information: " + e.getMessage(),
                    0,
                    "use a kernel built with CONFIG_DEBUG_INFO_BTF=y (Linux 5.8 or later of any current distribution)",
                    e);
        } catch (MalformedObjectException e) {
            throw new ChannelException("reading the kernel's type information: " + e.getMessage(), 0, null, e);
        }
    }

    /** The name of a tracepoint's typedef. */
    static String typeOf(String tracepoint) {
        return TRACEPOINT_PREFIX.concat(tracepoint);
    }

    Btf btf() {
        return btf;
    }

    /** The type id to attach to a tracepoint; 0 where this kernel has none of that name. */
    int tracepoint(String name) {
        for (var id : btf.named(typeOf(name))) {
            if (btf.kind(id) == Btf.TYPEDEF) {
                return id;
            }
        }
        return 0;
    }

    /** How many parameters a tracepoint's probe has, the first, its private data, included; 0 where there is no such tracepoint. */
    int tracepointParameters(String name) throws ChannelException {
        var typedef = tracepoint(name);
        if (typedef == 0) {
            return 0;
        }
        try {
            var pointer = btf.resolve(typedef);
            var prototype = btf.kind(pointer) == Btf.PTR ? btf.resolve(btf.referred(pointer)) : 0;
            return btf.kind(prototype) == Btf.FUNC_PROTO ? btf.length(prototype) : 0;
        } catch (MalformedObjectException e) {
            throw new ChannelException("reading the kernel's type information: " + e.getMessage(), 0, null, e);
        }
    }

    private static byte[] read(Path source) throws IOException {
        try (var in = new FileInputStream(source.toFile())) {
            var bytes = new byte[Math.max(CHUNK, Math.toIntExact(source.toFile().length()))];
            var length = 0;
            for (int read; (read = in.read(bytes, length, Math.min(CHUNK, bytes.length - length))) > 0; ) {
                length += read;
            }
            return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
        }
    }
}
