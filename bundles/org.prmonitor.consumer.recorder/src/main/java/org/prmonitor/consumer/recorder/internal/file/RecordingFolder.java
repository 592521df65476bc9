package org.prmonitor.consumer.recorder.internal.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.prmonitor.consumer.recorder.internal.ocsf.RecordedLine;

/**
 * A folder with a recording: which files there are, and the lock that keeps a second recorder out. Files are listed each
 * time, because users move and delete them. From any thread.
 */
final class RecordingFolder implements AutoCloseable {

    private static final String ACTIVE = "prmonitor.ocsf.jsonl";
    private static final String LOCK = "prmonitor.ocsf.lock";

    private final Path path;
    private final FileChannel lockChannel;

    private RecordingFolder(Path path, FileChannel lockChannel) {
        this.path = path;
        this.lockChannel = lockChannel;
    }

    /**
     * Makes it where it is not there, and takes it for us alone.
     *
     * @throws FileSystemException also when another recorder has it
     */
    static RecordingFolder open(Path path) throws IOException {
        OwnerOnly.createFolders(path);
        var lockFile = path.resolve(LOCK);
        try {
            OwnerOnly.createFile(lockFile);
        } catch (FileAlreadyExistsException left) {
            // The lock is the system's, not the file: one that was killed holds nothing.
        }
        var channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
        try {
            if (lock(channel) == null) {
                throw new FileSystemException(path.toString(), null, "Another recorder records there");
            }
            return new RecordingFolder(path, channel);
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    Path active() {
        return path.resolve(ACTIVE);
    }

    /** Oldest first. */
    List<RotatedFile> rotated() throws IOException {
        var found = new ArrayList<RotatedFile>();
        try (var entries = Files.newDirectoryStream(path)) {
            for (var entry : entries) {
                var file = RotatedFile.of(entry);
                if (file != null) {
                    found.add(file);
                }
            }
        } catch (DirectoryIteratorException failure) {
            throw failure.getCause();
        }
        found.sort(RotatedFile.OLDEST_FIRST);
        return found;
    }

    /** Removes what a compression that did not come to its end has left. */
    void cleanUp() throws IOException {
        try (var unfinished = Files.newDirectoryStream(path, "prmonitor.ocsf-*" + RotatedFile.UNFINISHED_SUFFIX)) {
            for (var file : unfinished) {
                Files.deleteIfExists(file);
            }
        } catch (DirectoryIteratorException failure) {
            throw failure.getCause();
        }
        for (var file : plain()) {
            // Whole, when it has this name: what it was made of is not needed any more.
            if (Files.exists(file.whenCompressed().path())) {
                Files.deleteIfExists(file.path());
            }
        }
    }

    /** What is still to compress, oldest first. */
    List<RotatedFile> plain() throws IOException {
        return rotated().stream().filter(file -> !file.compressed()).toList();
    }

    /**
     * Gives the active file, closed and on the disk, its name for good: one that no file has or had.
     *
     * @return its number
     */
    long rotate(long after, Instant now) throws IOException {
        var target = RotatedFile.next(path, after + 1, now);
        Files.move(active(), target.path(), StandardCopyOption.ATOMIC_MOVE);
        sync();
        return target.number();
    }

    /** Moves what has the active file's name and is none out of the way. */
    Path setAside(Instant now) throws IOException {
        for (var attempt = 0; ; attempt++) {
            var target = path.resolve(ACTIVE + ".strange-" + (now.getEpochSecond() + attempt));
            if (!Files.exists(target)) {
                return Files.move(active(), target, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    /** The last line of the newest rotated file that has one. */
    @Nullable RecordedLine lastRotatedLine() throws IOException {
        var files = rotated();
        for (var index = files.size() - 1; index >= 0; index--) {
            var last = files.get(index).lastLine();
            if (last != null) {
                return last.line();
            }
        }
        return null;
    }

    /** Deletes the oldest until the bounds hold. The newest stays in any case: the place to go on at may be in it. */
    void retain(int keepFiles, long keepBytes) throws IOException {
        var files = rotated();
        var bytes = 0L;
        var sizes = new long[files.size()];
        for (var index = 0; index < sizes.length; index++) {
            sizes[index] = size(files.get(index).path());
            bytes += sizes[index];
        }
        for (var index = 0; index < sizes.length - 1 && (sizes.length - index > keepFiles || bytes > keepBytes); index++) {
            Files.deleteIfExists(files.get(index).path());
            bytes -= sizes[index];
        }
    }

    /** Makes renamings last. Windows has no such thing, and needs none. */
    void sync() throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    @Override
    public void close() throws IOException {
        lockChannel.close();
    }

    /** 0 for one that somebody, or the compression, has deleted meanwhile. */
    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException gone) {
            return 0;
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException anotherOfThisProcess) {
            return null;
        }
    }
}
