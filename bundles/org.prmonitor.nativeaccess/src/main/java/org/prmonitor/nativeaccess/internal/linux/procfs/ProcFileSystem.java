package org.prmonitor.nativeaccess.internal.linux.procfs;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.event.CommandLine;

/**
 * Single files of {@code /proc/PID}. What cannot be read, because the process is gone or the reader may not, is null:
 * nobody can tell the two apart for good, since the process may go at any moment. One thread: the buffer is shared.
 */
public final class ProcFileSystem {

    /** Bytes of a command line that are kept: what the kernel's ring holds of one. */
    public static final int COMMAND_LINE_MAX = 16384;

    /** The JDK reads up to this many bytes without allocating native memory. */
    private static final int CHUNK = 8192;

    private static final String DELETED = " (deleted)";

    private final String root;
    private final byte[] buffer = new byte[COMMAND_LINE_MAX + 1];

    /** {@code /proc}. */
    public ProcFileSystem() {
        this("/proc");
    }

    /** A tree that looks like {@code /proc}. */
    public ProcFileSystem(String root) {
        this.root = root;
    }

    /** The ids of all processes that the reader may see, in no order. */
    public long[] processIds() throws ChannelException {
        var names = new File(root).list();
        if (names == null) {
            throw new ChannelException("listing " + root + ": it cannot be read", "mount /proc");
        }
        return numbers(names);
    }

    /** The ids of a process's threads that are not yet gone, in no order; none for a process that is gone. */
    public long[] threadIds(long processId) {
        var names = new File(directory(processId) + "/task").list();
        return names == null ? new long[0] : numbers(names);
    }

    /** {@code /proc/PID/stat}. */
    public @Nullable ProcessStat stat(long processId) {
        // One read gives the whole line: the kernel makes it in one piece, and it is far shorter than a chunk.
        var length = read(directory(processId) + "/stat", CHUNK);
        var stat = ProcessStat.parse(buffer, length);
        return stat == null || stat.processId() != processId ? null : stat;
    }

    /** The real user and group. */
    public @Nullable ProcessCredentials credentials(long processId) {
        return ProcessCredentials.parse(buffer, read(directory(processId) + "/status", CHUNK));
    }

    /**
     * The arguments, read after the fact and marked so: the process may have overwritten them.
     *
     * @param stat says whether the leader, which these files belong to, still has its memory
     * @return null for a kernel thread and where there are none
     */
    public @Nullable CommandLine commandLine(ProcessStat stat) {
        return commandLine(memoryOwner(stat));
    }

    /** The same, for a process whose leader runs. */
    public @Nullable CommandLine commandLine(long processId) {
        return commandLine(directory(processId));
    }

    /**
     * The path of the executable, without the mark that the kernel puts behind the path of a file that has been deleted.
     *
     * @return null for a kernel thread and where the reader may not see it
     */
    public @Nullable String image(ProcessStat stat) {
        return image(memoryOwner(stat));
    }

    /** The same, for a process whose leader runs. */
    public @Nullable String image(long processId) {
        return image(directory(processId));
    }

    private @Nullable CommandLine commandLine(String directory) {
        var length = read(directory + "/cmdline", buffer.length);
        if (length <= 0) {
            return null;
        }
        var kept = Math.min(length, COMMAND_LINE_MAX);
        return CommandLine.ofArgumentArea(Arrays.copyOf(buffer, kept), length > kept, true);
    }

    private @Nullable String image(String directory) {
        Path target;
        try {
            target = Files.readSymbolicLink(Path.of(directory + "/exe"));
        } catch (IOException e) {
            return null;
        }
        var path = text(target);
        // A file may be called so. Then it is there, under that very name.
        return path.endsWith(DELETED) && !Files.exists(target) ? path.substring(0, path.length() - DELETED.length()) : path;
    }

    /**
     * A path as UTF-8, whatever the locale. The JDK keeps a path's bytes but decodes them in the locale's encoding; its URI
     * has them all.
     */
    private static String text(Path path) {
        var text = path.toString();
        if (isAscii(text) || !path.isAbsolute()) {
            return text;
        }
        var escaped = path.toUri().getRawPath();
        var bytes = new byte[escaped.length()];
        var length = 0;
        for (var index = 0; index < escaped.length(); index++) {
            if (escaped.charAt(index) == '%') {
                bytes[length++] = (byte) Integer.parseInt(escaped, index + 1, index + 3, 16);
                index += 2;
            } else {
                bytes[length++] = (byte) escaped.charAt(index);
            }
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private static boolean isAscii(String text) {
        for (var index = 0; index < text.length(); index++) {
            if (text.charAt(index) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** The leader's directory; where the leader has ended and others run, the one of a thread that still has the memory. */
    private String memoryOwner(ProcessStat stat) {
        var directory = directory(stat.processId());
        if (stat.isLeaderless()) {
            for (var thread : threadIds(stat.processId())) {
                if (thread != stat.processId()) {
                    return directory + "/task/" + thread;
                }
            }
        }
        return directory;
    }

    private String directory(long processId) {
        return root + '/' + processId;
    }

    /** Reads up to {@code limit} bytes into the buffer; -1 for failed. */
    private int read(String file, int limit) {
        try (InputStream input = new FileInputStream(file)) {
            var length = Math.max(input.read(buffer, 0, Math.min(CHUNK, limit)), 0);
            // Less than was asked for is the end, as /proc has it: only a longer text needs another look.
            while (length >= CHUNK && length < limit) {
                var more = input.read(buffer, length, Math.min(CHUNK, limit - length));
                if (more <= 0) {
                    break;
                }
                length += more;
            }
            return length;
        } catch (IOException e) {
            return -1;
        }
    }

    private static long[] numbers(String[] names) {
        var numbers = new long[names.length];
        var count = 0;
        for (var name : names) {
            if (isProcessId(name)) {
                numbers[count++] = Long.parseLong(name);
            }
        }
        return Arrays.copyOf(numbers, count);
    }

    private static boolean isProcessId(String name) {
        for (var index = 0; index < name.length(); index++) {
            if (name.charAt(index) < '0' || name.charAt(index) > '9') {
                return false;
            }
        }
        return !name.isEmpty() && name.length() <= 10;
    }
}
