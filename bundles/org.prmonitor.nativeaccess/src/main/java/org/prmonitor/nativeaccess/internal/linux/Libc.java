package org.prmonitor.nativeaccess.internal.linux;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The functions of libc that are used, bound by JNA direct mapping. They are bound while somebody holds a lease and no
 * longer: what JNA allocates for a binding would otherwise outlive an updated bundle. The names are those of libc;
 * {@code long} stands for {@code size_t}, {@code ssize_t} and every address.
 */
final class Libc {

    /** Guarded by the class's monitor. */
    private static int leases;

    private Libc() {}

    static synchronized void acquire() {
        if (leases == 0) {
            // The process itself: libc is in it, and no search for a file called libc.so, which may be a linker script.
            Native.register(Libc.class, NativeLibrary.getProcess());
        }
        leases++;
    }

    static synchronized void release() {
        leases--;
        if (leases == 0) {
            Native.unregister(Libc.class);
        }
    }

    static native long syscall(long number, long first, long second, long third, long fourth, long fifth);

    static native long mmap(long address, long length, int protection, int flags, int fd, long offset);

    static native int munmap(long address, long length);

    static native int poll(ByteBuffer pollFds, long count, int timeoutMillis);

    static native int eventfd(int initial, int flags);

    static native long read(int fd, ByteBuffer buffer, long count);

    static native long write(int fd, ByteBuffer buffer, long count);

    static native int close(int fd);

    static native int socket(int domain, int type, int protocol);

    static native int bind(int fd, ByteBuffer address, int length);

    static native int getsockname(int fd, ByteBuffer address, ByteBuffer length);

    static native int setsockopt(int fd, int level, int option, ByteBuffer value, int length);

    static native int getsockopt(int fd, int level, int option, ByteBuffer value, ByteBuffer length);

    static native long send(int fd, ByteBuffer buffer, long length, int flags);

    static native long recvfrom(
            int fd, ByteBuffer buffer, long length, int flags, @Nullable ByteBuffer address, @Nullable ByteBuffer addressLength);

    static native int recvmmsg(int fd, ByteBuffer messages, int count, int flags, @Nullable ByteBuffer timeout);

    static native int sched_getaffinity(int threadId, long bytes, ByteBuffer processors);

    static native int sched_setaffinity(int threadId, long bytes, ByteBuffer processors);

    static native int prctl(int option, ByteBuffer argument);

    static native int clock_gettime(int clock, ByteBuffer timespec);

    static native long sysconf(int name);

    static native int geteuid();

    static native int __xpg_strerror_r(int errno, ByteBuffer text, long length);
}
