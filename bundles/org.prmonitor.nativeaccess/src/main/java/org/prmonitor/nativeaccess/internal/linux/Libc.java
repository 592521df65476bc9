package org.prmonitor.nativeaccess.internal.linux;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The functions of libc that are used, under their own names; {@code long} stands for {@code size_t}, {@code ssize_t} and
 * every address. They are called by their addresses and not by JNA's direct mapping: that would save a microsecond a call, of
 * which there are some hundred a second, but takes 30 ms at the start, and what it allocates outlives an updated bundle.
 */
final class Libc {

    /** The process itself: libc is in it, and no search for a file called libc.so, which may be a linker script. */
    private static final NativeLibrary PROCESS = NativeLibrary.getProcess();

    private static final Function SYSCALL = PROCESS.getFunction("syscall");
    private static final Function MMAP = PROCESS.getFunction("mmap");
    private static final Function MUNMAP = PROCESS.getFunction("munmap");
    private static final Function POLL = PROCESS.getFunction("poll");
    private static final Function EVENTFD = PROCESS.getFunction("eventfd");
    private static final Function READ = PROCESS.getFunction("read");
    private static final Function WRITE = PROCESS.getFunction("write");
    private static final Function CLOSE = PROCESS.getFunction("close");
    private static final Function SOCKET = PROCESS.getFunction("socket");
    private static final Function BIND = PROCESS.getFunction("bind");
    private static final Function SETSOCKOPT = PROCESS.getFunction("setsockopt");
    private static final Function GETSOCKOPT = PROCESS.getFunction("getsockopt");
    private static final Function SEND = PROCESS.getFunction("send");
    private static final Function RECVMMSG = PROCESS.getFunction("recvmmsg");
    private static final Function SCHED_GETAFFINITY = PROCESS.getFunction("sched_getaffinity");
    private static final Function SCHED_SETAFFINITY = PROCESS.getFunction("sched_setaffinity");
    private static final Function PRCTL = PROCESS.getFunction("prctl");
    private static final Function CLOCK_GETTIME = PROCESS.getFunction("clock_gettime");
    private static final Function SYSCONF = PROCESS.getFunction("sysconf");
    private static final Function STRERROR_R = PROCESS.getFunction("__xpg_strerror_r");

    private Libc() {}

    static long syscall(long number, long first, long second, long third, long fourth, long fifth) {
        return SYSCALL.invokeLong(new Object[] {number, first, second, third, fourth, fifth});
    }

    static long mmap(long address, long length, int protection, int flags, int fd, long offset) {
        return MMAP.invokeLong(new Object[] {address, length, protection, flags, fd, offset});
    }

    static int munmap(long address, long length) {
        return MUNMAP.invokeInt(new Object[] {address, length});
    }

    static int poll(ByteBuffer pollFds, long count, int timeoutMillis) {
        return POLL.invokeInt(new Object[] {pollFds, count, timeoutMillis});
    }

    static int eventfd(int initial, int flags) {
        return EVENTFD.invokeInt(new Object[] {initial, flags});
    }

    static long read(int fd, ByteBuffer buffer, long count) {
        return READ.invokeLong(new Object[] {fd, buffer, count});
    }

    static long write(int fd, ByteBuffer buffer, long count) {
        return WRITE.invokeLong(new Object[] {fd, buffer, count});
    }

    static int close(int fd) {
        return CLOSE.invokeInt(new Object[] {fd});
    }

    static int socket(int domain, int type, int protocol) {
        return SOCKET.invokeInt(new Object[] {domain, type, protocol});
    }

    static int bind(int fd, ByteBuffer address, int length) {
        return BIND.invokeInt(new Object[] {fd, address, length});
    }

    static int setsockopt(int fd, int level, int option, ByteBuffer value, int length) {
        return SETSOCKOPT.invokeInt(new Object[] {fd, level, option, value, length});
    }

    static int getsockopt(int fd, int level, int option, ByteBuffer value, ByteBuffer length) {
        return GETSOCKOPT.invokeInt(new Object[] {fd, level, option, value, length});
    }

    static long send(int fd, ByteBuffer buffer, long length, int flags) {
        return SEND.invokeLong(new Object[] {fd, buffer, length, flags});
    }

    static int recvmmsg(int fd, ByteBuffer messages, int count, int flags, @Nullable ByteBuffer timeout) {
        return RECVMMSG.invokeInt(new Object[] {fd, messages, count, flags, timeout});
    }

    static int sched_getaffinity(int threadId, long bytes, ByteBuffer processors) {
        return SCHED_GETAFFINITY.invokeInt(new Object[] {threadId, bytes, processors});
    }

    static int sched_setaffinity(int threadId, long bytes, ByteBuffer processors) {
        return SCHED_SETAFFINITY.invokeInt(new Object[] {threadId, bytes, processors});
    }

    static int prctl(int option, ByteBuffer argument) {
        return PRCTL.invokeInt(new Object[] {option, argument});
    }

    static int clock_gettime(int clock, ByteBuffer timespec) {
        return CLOCK_GETTIME.invokeInt(new Object[] {clock, timespec});
    }

    static long sysconf(int name) {
        return SYSCONF.invokeLong(new Object[] {name});
    }

    static int __xpg_strerror_r(int errno, ByteBuffer text, long length) {
        return STRERROR_R.invokeInt(new Object[] {errno, text, length});
    }
}
