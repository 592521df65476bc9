package org.prmonitor.nativeaccess.internal.linux.bpf;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.nativeaccess.internal.linux.OwnedDescriptor;

/**
 * A program of type SYSCALL, which runs when it is called ({@code BPF_PROG_TEST_RUN}) and at no other time. Nothing is allocated
 * in a call. One thread; not after what it was loaded with is closed.
 */
public final class ProgramCall {

    private final BpfSyscall syscall;
    private final String name;
    private final ByteBuffer context;
    private final ByteBuffer attribute;

    ProgramCall(BpfSyscall syscall, String name, OwnedDescriptor program, ByteBuffer context) {
        this.syscall = syscall;
        this.name = name;
        this.context = context;
        this.attribute = BpfSyscall.runAttribute(program, context);
    }

    /** Runs it to its end; the context then holds what it wrote. */
    public void run() throws ChannelException {
        var result = syscall.run(attribute);
        Reference.reachabilityFence(context);
        if (result < 0) {
            throw BpfFailure.of("bpf(BPF_PROG_TEST_RUN) for " + name, -result, null, null);
        }
    }
}
