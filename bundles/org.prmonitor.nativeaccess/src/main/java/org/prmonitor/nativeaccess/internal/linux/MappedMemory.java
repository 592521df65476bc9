package org.prmonitor.nativeaccess.internal.linux;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.prmonitor.api.channel.ChannelException;

/**
 * Memory that the kernel shares. Not thread-safe, and with a rule that its owner has to keep: nobody reads
 * {@link #buffer()} or a view of it once {@link #close} began, because a read of an unmapped page ends the JVM.
 */
public final class MappedMemory implements AutoCloseable {

    private final LinuxLibrary library;
    private final long address;
    private final long length;
    private final ByteBuffer buffer;
    private boolean closed;

    private MappedMemory(LinuxLibrary library, long address, int length) {
        this.library = library;
        this.address = address;
        this.length = length;
        this.buffer = new Pointer(address).getByteBuffer(0, length).order(ByteOrder.nativeOrder());
    }

    /**
     * Maps a descriptor, shared.
     *
     * @param what whose memory it is, for the message: {@code the ring's data}
     * @param protection {@link LinuxLibrary#PROT_READ}, with or without {@link LinuxLibrary#PROT_WRITE}
     * @param offset a multiple of the page size
     */
    public static MappedMemory map(LinuxLibrary library, String what, int fd, int length, int protection, long offset)
            throws ChannelException {
        var address = library.mmap(length, protection, LinuxLibrary.MAP_SHARED, fd, offset);
        if (address < 0 && address > -4096) {
            throw Errno.failure("mmap of " + what + ", " + length + " bytes", (int) -address, null);
        }
        return new MappedMemory(library, address, length);
    }

    /** All of it, in native byte order. */
    public ByteBuffer buffer() {
        return buffer;
    }

    /** Unmaps it. A second call does nothing. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            library.munmap(address, length);
        }
    }
}
