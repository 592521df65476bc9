package org.prmonitor.consumer.recorder.internal.file;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.prmonitor.consumer.recorder.internal.ocsf.RecordedLine;

/**
 * The file that is written to. It ends with a whole line at all times but within a write; what a crash left after the last
 * whole line is cut off when it is opened. Not a channel, because a channel is closed when its thread is interrupted, in the
 * middle of a write. Not thread-safe, but for {@link #sync}.
 */
final class ActiveFile implements AutoCloseable {

    private final Path path;
    private final RandomAccessFile file;
    private final @Nullable Object key;
    private final @Nullable RecordedLine last;
    private final long cutOff;

    /** Where the next line goes. */
    private long end;

    /** When its first line was written, milliseconds since 1970; of no meaning while it is empty. */
    private long begun;

    /** Something may have been written since {@link #sync}, also by whoever had it open before. Volatile: another thread syncs. */
    private volatile boolean unsynced = true;

    private ActiveFile(Path path, RandomAccessFile file) throws IOException {
        this.path = path;
        this.file = file;
        key = key(path);
        var found = LastLine.in(file);
        last = found == null ? null : found.line();
        end = found == null ? 0 : found.end();
        cutOff = file.length() - end;
        if (found != null) {
            var first = LastLine.first(file);
            begun = first == null ? found.line().loggedTime() : first.loggedTime();
        }
    }

    /**
     * Opens it, and makes it where it is not there.
     *
     * @throws StrangeFileException when it holds something, and nothing of ours
     */
    static ActiveFile open(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            throw new FileSystemException(path.toString(), null, "Is a symbolic link");
        }
        try {
            OwnerOnly.createFile(path);
        } catch (FileAlreadyExistsException present) {
            OwnerOnly.restrict(path);
        }
        var file = new RandomAccessFile(path.toFile(), "rw");
        try {
            var active = new ActiveFile(path, file);
            if (active.last == null && active.cutOff > 0 && !isTornFirstLine(file)) {
                throw new StrangeFileException(path);
            }
            file.setLength(active.end);
            return active;
        } catch (IOException | RuntimeException failure) {
            file.close();
            throw failure;
        }
    }

    /** What the last line says; null where there was none when it was opened. */
    @Nullable RecordedLine last() {
        return last;
    }

    /** How many bytes of a torn line were cut off when it was opened. */
    long cutOff() {
        return cutOff;
    }

    long size() {
        return end;
    }

    /** When its first line was written, milliseconds since 1970; of no meaning while it is empty. */
    long begun() {
        return begun;
    }

    /** Whether the path still leads to it: a file that was deleted would take everything, and keep nothing. */
    boolean isInPlace() throws IOException {
        try {
            return Objects.equals(key, key(path));
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    /** All of the lines; or none, where the system lets us take back what it wrote. */
    void append(LineBuffer lines, long now) throws IOException {
        try {
            file.seek(end);
            unsynced = true;
            lines.writeTo(file);
        } catch (IOException failure) {
            takeBack(failure);
            throw failure;
        }
        if (end == 0) {
            begun = now;
        }
        end += lines.size();
    }

    /** Forgets lines that were appended last: it was found that they may not last. */
    void truncate(long size) throws IOException {
        end = size;
        file.setLength(size);
    }

    /** Waits until everything is on the disk. From any thread; nothing where nothing was written since the last time. */
    void sync() throws IOException {
        if (unsynced) {
            unsynced = false;
            try {
                file.getFD().sync();
            } catch (IOException failure) {
                unsynced = true;
                throw failure;
            }
        }
    }

    boolean isUnsynced() {
        return unsynced;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void takeBack(IOException failure) {
        try {
            file.setLength(end);
        } catch (IOException again) {
            // Whoever opens it next cuts the torn line off, and finds the whole ones by their numbers.
            failure.addSuppressed(again);
        }
    }

    /** A crash within the very first write: one line of ours, begun and not ended. */
    private static boolean isTornFirstLine(RandomAccessFile file) throws IOException {
        file.seek(0);
        var start = new byte[RecordedLine.BEGINNING.length];
        var read = Math.max(0, file.read(start));
        for (var index = 0; index < read; index++) {
            if (start[index] != RecordedLine.BEGINNING[index]) {
                return false;
            }
        }
        return LastLine.hasNoLineFeed(file);
    }

    private static @Nullable Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
    }
}
