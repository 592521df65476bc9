package org.prmonitor.nativeaccess.internal.linux;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.channel.ChannelException;

/** Linux's error codes: {@code asm-generic/errno-base.h} and {@code errno.h}, the same on x86_64 and aarch64. */
public final class Errno {

    /** Operation not permitted. */
    public static final int EPERM = 1;

    /** No such file or directory. */
    public static final int ENOENT = 2;

    /** Interrupted system call. */
    public static final int EINTR = 4;

    /** Argument list too long; bpf(2): a program or an attribute larger than the kernel knows. */
    public static final int E2BIG = 7;

    /** Resource temporarily unavailable. */
    public static final int EAGAIN = 11;

    /** Cannot allocate memory. */
    public static final int ENOMEM = 12;

    /** Permission denied. */
    public static final int EACCES = 13;

    /** Invalid argument. */
    public static final int EINVAL = 22;

    /** No space left on device. */
    public static final int ENOSPC = 28;

    /** Function not implemented. */
    public static final int ENOSYS = 38;

    /** No buffer space available. */
    public static final int ENOBUFS = 105;

    /** Operation not supported. */
    public static final int EOPNOTSUPP = 95;

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(EPERM, "EPERM"),
            Map.entry(ENOENT, "ENOENT"),
            Map.entry(3, "ESRCH"),
            Map.entry(EINTR, "EINTR"),
            Map.entry(5, "EIO"),
            Map.entry(E2BIG, "E2BIG"),
            Map.entry(9, "EBADF"),
            Map.entry(EAGAIN, "EAGAIN"),
            Map.entry(ENOMEM, "ENOMEM"),
            Map.entry(EACCES, "EACCES"),
            Map.entry(14, "EFAULT"),
            Map.entry(16, "EBUSY"),
            Map.entry(17, "EEXIST"),
            Map.entry(19, "ENODEV"),
            Map.entry(EINVAL, "EINVAL"),
            Map.entry(23, "ENFILE"),
            Map.entry(24, "EMFILE"),
            Map.entry(27, "EFBIG"),
            Map.entry(ENOSPC, "ENOSPC"),
            Map.entry(34, "ERANGE"),
            Map.entry(ENOSYS, "ENOSYS"),
            Map.entry(90, "EMSGSIZE"),
            Map.entry(92, "ENOPROTOOPT"),
            Map.entry(93, "EPROTONOSUPPORT"),
            Map.entry(EOPNOTSUPP, "EOPNOTSUPP"),
            Map.entry(97, "EAFNOSUPPORT"),
            Map.entry(98, "EADDRINUSE"),
            Map.entry(ENOBUFS, "ENOBUFS"),
            Map.entry(111, "ECONNREFUSED"),
            Map.entry(524, "ENOTSUPP"));

    private Errno() {}

    /** Text and name: {@code Operation not permitted (EPERM)}. */
    public static String describe(int errno) {
        var name = NAMES.getOrDefault(errno, "errno " + errno);
        var buffer = LinuxLibrary.allocate(256);
        if (Libc.__xpg_strerror_r(errno, buffer, buffer.capacity()) != 0) {
            return name;
        }
        var length = 0;
        while (length < buffer.capacity() && buffer.get(length) != 0) {
            length++;
        }
        var text = new byte[length];
        buffer.get(0, text);
        return new String(text, StandardCharsets.UTF_8) + " (" + name + ")";
    }

    /**
     * A failed call as an exception.
     *
     * @param call what was called, such as {@code bpf(BPF_MAP_CREATE)}
     * @param errno the code, above 0
     * @param remedy what the user can do, null for nothing
     */
    public static ChannelException failure(String call, int errno, @Nullable String remedy) {
        return new ChannelException(call + ": " + describe(errno), errno, remedy, null);
    }

    /**
     * A call's result, or its failure as an exception.
     *
     * @param result as {@link LinuxLibrary} returns it: the negative {@code errno} for a failure
     */
    public static int check(String call, int result, @Nullable String remedy) throws ChannelException {
        if (result < 0) {
            throw failure(call, -result, remedy);
        }
        return result;
    }
}
