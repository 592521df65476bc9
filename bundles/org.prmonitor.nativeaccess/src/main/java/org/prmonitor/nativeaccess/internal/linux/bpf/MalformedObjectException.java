package org.prmonitor.nativeaccess.internal.linux.bpf;

import java.io.Serial;

/**
 * The bytes of an object or of BTF are not what they should be. Unchecked, because every accessor may find out;
 * {@link BpfObject} and {@link KernelBtf} turn it into a {@link org.prmonitor.api.channel.ChannelException}.
 */
final class MalformedObjectException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    MalformedObjectException(String message) {
        super(message);
    }
}
