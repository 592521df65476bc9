package org.prmonitor.nativeaccess.internal.linux;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.channel.ChannelException;

/**
 * libc. Every call returns what the system call gives: the result, or the negative
 * {@code errno}, so that a result and its error cannot be torn apart. Buffers are direct; the kernel reads and writes
 * between position 0 and the count given, whatever the position is, and the count is checked against the capacity.
 * May be used from any thread.
 */
public final class LinuxLibrary {

    /** {@code PROT_READ}. */
    public static final int PROT_READ = 1;

    /** {@code PROT_WRITE}. */
    public static final int PROT_WRITE = 2;

    /** {@code MAP_SHARED}. */
    public static final int MAP_SHARED = 1;

    /** {@code POLLIN}. */
    public static final short POLLIN = 1;

    /** {@code EFD_NONBLOCK | EFD_CLOEXEC}. */
    public static final int EFD_NONBLOCK_CLOEXEC = 0x80800;

    /** {@code CLOCK_REALTIME}. */
    public static final int CLOCK_REALTIME = 0;

    /** {@code CLOCK_BOOTTIME}. */
    public static final int CLOCK_BOOTTIME = 7;

    /** {@code CLOCK_MONOTONIC}: the boot clock without the time that the machine was suspended. */
    public static final int CLOCK_MONOTONIC = 1;

    /** {@code PR_SET_NAME}. */
    private static final int PR_SET_NAME = 15;

    /** {@code _SC_PAGESIZE}. */
    private static final int SC_PAGESIZE = 30;

    private LinuxLibrary() {}

    /**
     * Loads JNA's own library, if that has not happened.
     *
     * @throws ChannelException when it does not load
     */
    public static LinuxLibrary load() throws ChannelException {
        try {
            var library = new LinuxLibrary();
            library.pageSize();
            return library;
        } catch (LinkageError e) {
            var reason = e.getCause() == null ? e : e.getCause();
            throw new ChannelException(
                    "loading JNA's native library: " + reason.getMessage(),
                    0,
                    "let it be unpacked: set the system property jna.tmpdir to a folder whose file system is not mounted noexec",
                    e);
        }
    }

    /** The address of a direct buffer's first byte. Valid while the buffer is reachable. */
    public static long address(ByteBuffer buffer) {
        return Pointer.nativeValue(Native.getDirectBufferPointer(buffer));
    }

    /** A direct, zeroed buffer in native byte order. */
    public static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** {@code syscall(2)} with up to five arguments. */
    public long syscall(long number, long first, long second, long third, long fourth, long fifth) {
        return result(Libc.syscall(number, first, second, third, fourth, fifth));
    }

    /** {@code mmap(2)} at an address of the kernel's choice. */
    long mmap(long length, int protection, int flags, int fd, long offset) {
        return result(Libc.mmap(0, length, protection, flags, fd, offset));
    }

    /** {@code munmap(2)}. */
    int munmap(long address, long length) {
        return result(Libc.munmap(address, length));
    }

    /** {@code poll(2)}. {@code -EINTR} is the caller's to handle: it knows how much time is left. */
    public int poll(ByteBuffer pollFds, int count, int timeoutMillis) {
        check(pollFds, 8L * count);
        return result(Libc.poll(pollFds, count, timeoutMillis));
    }

    /** {@code eventfd(2)}. */
    public int eventfd(int initial, int flags) {
        return result(Libc.eventfd(initial, flags));
    }

    /** {@code read(2)}. */
    public int read(int fd, ByteBuffer buffer, int count) {
        check(buffer, count);
        return (int) result(Libc.read(fd, buffer, count));
    }

    /** {@code write(2)}. */
    public int write(int fd, ByteBuffer buffer, int count) {
        check(buffer, count);
        return (int) result(Libc.write(fd, buffer, count));
    }

    /** {@code close(2)}. On Linux the descriptor is gone whatever it returns. */
    int close(int fd) {
        return result(Libc.close(fd));
    }

    /** {@code socket(2)}. */
    public int socket(int domain, int type, int protocol) {
        return result(Libc.socket(domain, type, protocol));
    }

    /** {@code bind(2)}. */
    public int bind(int fd, ByteBuffer address, int length) {
        check(address, length);
        return result(Libc.bind(fd, address, length));
    }

    /** {@code setsockopt(2)}. */
    public int setsockopt(int fd, int level, int option, ByteBuffer value, int length) {
        check(value, length);
        return result(Libc.setsockopt(fd, level, option, value, length));
    }

    /** {@code setsockopt(2)} with an {@code int}. */
    public int setsockopt(int fd, int level, int option, int value) {
        return setsockopt(fd, level, option, allocate(4).putInt(0, value), 4);
    }

    /** {@code getsockopt(2)}; {@code length} holds the capacity as an int and receives the length. */
    public int getsockopt(int fd, int level, int option, ByteBuffer value, ByteBuffer length) {
        checkAddress(value, length);
        return result(Libc.getsockopt(fd, level, option, value, length));
    }

    /** {@code send(2)}. */
    public int send(int fd, ByteBuffer buffer, int count, int flags) {
        check(buffer, count);
        return (int) result(Libc.send(fd, buffer, count, flags));
    }

    /** {@code recvmmsg(2)} into a vector of {@code struct mmsghdr}, 64 bytes each; what they point at is the caller's. */
    public int recvmmsg(int fd, ByteBuffer messages, int count, int flags) {
        check(messages, 64L * count);
        return result(Libc.recvmmsg(fd, messages, count, flags, null));
    }

    /** {@code sched_getaffinity(3)} of this thread: a bit for each processor it may run on; 0 when done. */
    public int getAffinity(ByteBuffer processors) {
        return result(Libc.sched_getaffinity(0, processors.capacity(), processors));
    }

    /** {@code sched_setaffinity(2)} of this thread. */
    public int setAffinity(ByteBuffer processors) {
        return result(Libc.sched_setaffinity(0, processors.capacity(), processors));
    }

    /** {@code prctl(PR_SET_NAME)}: names this thread. */
    public int setThreadName(ByteBuffer name) {
        check(name, 16);
        return result(Libc.prctl(PR_SET_NAME, name));
    }

    /**
     * A clock, in nanoseconds; {@code clock_gettime(2)} with a known clock does not fail.
     *
     * @param timespec room for 16 bytes, one per thread
     */
    public long clockNanos(int clock, ByteBuffer timespec) {
        check(timespec, 16);
        if (Libc.clock_gettime(clock, timespec) != 0) {
            throw new IllegalStateException("clock_gettime(" + clock + "): " + Errno.describe(Native.getLastError()));
        }
        return timespec.getLong(0) * 1_000_000_000L + timespec.getLong(8);
    }

    /** Bytes of a page. */
    public int pageSize() {
        return (int) Libc.sysconf(SC_PAGESIZE);
    }

    private static int result(int value) {
        return value == -1 ? -Native.getLastError() : value;
    }

    private static long result(long value) {
        return value == -1 ? -Native.getLastError() : value;
    }

    private static void check(ByteBuffer buffer, long count) {
        if (!buffer.isDirect() || count < 0 || count > buffer.capacity()) {
            throw new IllegalArgumentException(count + " bytes of " + buffer);
        }
    }

    private static void checkAddress(ByteBuffer address, ByteBuffer length) {
        check(length, 4);
        check(address, length.getInt(0));
    }
}
