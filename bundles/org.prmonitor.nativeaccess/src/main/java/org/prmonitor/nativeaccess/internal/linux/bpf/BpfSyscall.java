package org.prmonitor.nativeaccess.internal.linux.bpf;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.nativeaccess.internal.linux.Errno;
import org.prmonitor.nativeaccess.internal.linux.LinuxLibrary;
import org.prmonitor.nativeaccess.internal.linux.OwnedDescriptor;

/** The commands of bpf(2) that are used; offsets are those of {@code union bpf_attr} in {@code linux/bpf.h}. Thread-safe. */
final class BpfSyscall {

    private static final int MAP_CREATE = 0;
    private static final int MAP_UPDATE_ELEM = 2;
    private static final int PROG_LOAD = 5;
    private static final int PROG_TEST_RUN = 10;
    private static final int MAP_GET_FD_BY_ID = 14;
    private static final int RAW_TRACEPOINT_OPEN = 17;
    private static final int MAP_FREEZE = 22;

    private static final int PROG_TYPE_TRACING = 26;
    private static final int PROG_TYPE_SYSCALL = 31;
    private static final int SLEEPABLE = 1 << 4;
    private static final int ATTACH_TRACE_RAW_TP = 23;

    /** Large enough for every command here; the kernel takes what it does not know as long as it is zero. */
    private static final int ATTRIBUTE_BYTES = 128;

    private static final int NAME_BYTES = 15;

    /** A signal may interrupt the verifier; libbpf gives it as many chances. */
    private static final int LOAD_ATTEMPTS = 5;

    private final LinuxLibrary library;
    private final long number;

    BpfSyscall(LinuxLibrary library) throws ChannelException {
        this.library = library;
        this.number = number(System.getProperty("os.arch"));
    }

    /** The system call's number. */
    static long number(String architecture) throws ChannelException {
        return switch (architecture) {
            case "amd64" -> 321;
            case "aarch64" -> 280;
            default -> throw new ChannelException(
                    "bpf(2) on " + architecture + ": its number is not known", "run on x86_64 or aarch64, or use another channel");
        };
    }

    OwnedDescriptor createMap(BpfMapDefinition map) throws ChannelException {
        var attribute = attribute()
                .putInt(0, map.type())
                .putInt(4, map.keySize())
                .putInt(8, map.valueSize())
                .putInt(12, map.maxEntries())
                .putInt(16, map.flags());
        putName(attribute, 28, map.name());
        var result = call(MAP_CREATE, attribute);
        if (result < 0) {
            throw BpfFailure.of("bpf(BPF_MAP_CREATE) for " + map.name(), -result, null, null);
        }
        return new OwnedDescriptor(library, result);
    }

    /** A map that is in the kernel already. Takes CAP_SYS_ADMIN. */
    OwnedDescriptor openMap(String name, int id) throws ChannelException {
        var result = call(MAP_GET_FD_BY_ID, attribute().putInt(0, id));
        if (result < 0) {
            throw BpfFailure.of("bpf(BPF_MAP_GET_FD_BY_ID) for " + name + ", map " + id, -result, null, null);
        }
        return new OwnedDescriptor(library, result);
    }

    /** Puts the one value of an array and lets nobody change it any more, so that the verifier may rely on it. */
    void fillAndFreeze(OwnedDescriptor map, byte[] value) throws ChannelException {
        var key = LinuxLibrary.allocate(4);
        var buffer = LinuxLibrary.allocate(value.length).put(0, value);
        var update = attribute()
                .putInt(0, map.number())
                .putLong(8, LinuxLibrary.address(key))
                .putLong(16, LinuxLibrary.address(buffer));
        var updated = call(MAP_UPDATE_ELEM, update);
        Reference.reachabilityFence(key);
        Reference.reachabilityFence(buffer);
        if (updated < 0) {
            throw BpfFailure.of("bpf(BPF_MAP_UPDATE_ELEM) for the read-only globals", -updated, null, null);
        }
        var frozen = call(MAP_FREEZE, attribute().putInt(0, map.number()));
        if (frozen < 0) {
            throw BpfFailure.of("bpf(BPF_MAP_FREEZE)", -frozen, null, null);
        }
    }

    /**
     * Loads a program; when it is refused, once more with the verifier's log.
     *
     * @param tracepointType the type id of the tracepoint's typedef in the kernel's BTF; 0 for a program that has none
     * @param hint what else may be the reason, null for nothing
     */
    OwnedDescriptor loadProgram(BpfProgram program, byte[] instructions, String license, int tracepointType, @Nullable String hint)
            throws ChannelException {
        var code = LinuxLibrary.allocate(instructions.length).put(0, instructions);
        var licenseText = LinuxLibrary.allocate(license.length() + 1).put(0, license.getBytes(StandardCharsets.US_ASCII));
        var attribute = attribute()
                .putInt(4, instructions.length / BpfInstructions.SIZE)
                .putLong(8, LinuxLibrary.address(code))
                .putLong(16, LinuxLibrary.address(licenseText));
        if (program.tracepoint() == null) {
            attribute.putInt(0, PROG_TYPE_SYSCALL).putInt(44, SLEEPABLE);
        } else {
            attribute.putInt(0, PROG_TYPE_TRACING).putInt(68, ATTACH_TRACE_RAW_TP).putInt(108, tracepointType);
        }
        putName(attribute, 48, program.name());
        var result = load(attribute);
        if (result < 0) {
            var log = VerifierLog.record(buffer -> load(attribute.putInt(24, 1)
                    .putInt(28, buffer.capacity())
                    .putLong(32, LinuxLibrary.address(buffer))));
            throw BpfFailure.of("bpf(BPF_PROG_LOAD) for " + program.name(), -result, hint, log);
        }
        Reference.reachabilityFence(code);
        Reference.reachabilityFence(licenseText);
        return new OwnedDescriptor(library, result);
    }

    /** Attaches a program to the tracepoint that it was loaded for; it stays attached until the result is closed. */
    OwnedDescriptor attach(BpfProgram program, OwnedDescriptor loaded) throws ChannelException {
        var result = call(RAW_TRACEPOINT_OPEN, attribute().putInt(8, loaded.number()));
        if (result < 0) {
            throw BpfFailure.of("bpf(BPF_RAW_TRACEPOINT_OPEN) for " + program.tracepoint(), -result, null, null);
        }
        return new OwnedDescriptor(library, result);
    }

    /** What {@link #run} is called with: a program that nothing triggers, and its context, which has to stay reachable. */
    static ByteBuffer runAttribute(OwnedDescriptor program, ByteBuffer context) {
        return attribute().putInt(0, program.number()).putInt(40, context.capacity()).putLong(48, LinuxLibrary.address(context));
    }

    /**
     * Runs a program once; it returns when the program has.
     *
     * @return 0, or the negative errno
     */
    int run(ByteBuffer attribute) {
        return call(PROG_TEST_RUN, attribute);
    }

    private int load(ByteBuffer attribute) {
        var result = -Errno.EAGAIN;
        for (var attempt = 0; attempt < LOAD_ATTEMPTS && result == -Errno.EAGAIN; attempt++) {
            result = call(PROG_LOAD, attribute);
        }
        return result;
    }

    private int call(int command, ByteBuffer attribute) {
        var result = (int) library.syscall(number, command, LinuxLibrary.address(attribute), attribute.capacity(), 0, 0);
        Reference.reachabilityFence(attribute);
        return result;
    }

    private static ByteBuffer attribute() {
        return LinuxLibrary.allocate(ATTRIBUTE_BYTES);
    }

    /** The kernel takes letters, digits, dots and underscores, 15 at most. */
    private static void putName(ByteBuffer attribute, int offset, String name) {
        var bytes = name.getBytes(StandardCharsets.US_ASCII);
        attribute.put(offset, bytes, 0, Math.min(bytes.length, NAME_BYTES));
    }
}
