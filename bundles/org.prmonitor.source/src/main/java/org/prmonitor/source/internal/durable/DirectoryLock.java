package org.prmonitor.source.internal.durable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The right to write in a directory: one source has it. The system takes it back when the process ends, however that ends.
 */
final class DirectoryLock implements Closeable {

    private static final String LOCK = "journal.lock";
    private static final String OWNER = "journal.owner";

    /** In the properties of the JVM, where sources of other bundles, loaded by others, find it as well. */
    private static final String PROPERTY = "org.prmonitor.source.durable.lock:";

    private final Path directory;
    private final String property;
    private final FileChannel channel;

    private DirectoryLock(Path directory, String property, FileChannel channel) {
        this.directory = directory;
        this.property = property;
        this.channel = channel;
    }

    /**
     * Takes the right.
     *
     * @param directory that exists
     * @throws IOException that says who has it, or why it cannot be had
     */
    static DirectoryLock acquire(Path directory) throws IOException {
        // Asked first: on POSIX systems, closing any channel of a file gives up this process's locks on it.
        var property = PROPERTY + directory.toRealPath();
        if (System.getProperties().putIfAbsent(property, "locked") != null) {
            throw new IOException(inUse(directory, "another source in this process"));
        }
        FileChannel channel = null;
        try {
            var path = directory.resolve(LOCK);
            channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                throw new IOException(inUse(directory, owner(directory)));
            }
            var process = ProcessHandle.current();
            var started = process.info().startInstant().map(start -> ", started " + start).orElse("");
            Files.writeString(directory.resolve(OWNER), "process " + process.pid() + started);
            return new DirectoryLock(directory, property, channel);
        } catch (IOException | RuntimeException failed) {
            if (channel != null) {
                channel.close();
            }
            System.getProperties().remove(property);
            throw failed;
        }
    }

    /** Whether the lock is held, and still one that others see: its file may have been deleted. */
    boolean isThere() {
        return channel.isOpen() && Files.exists(directory.resolve(LOCK));
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            System.getProperties().remove(property);
        }
    }

    /** Deletes the files of the lock that is held; it is given up with {@link #close}. */
    void delete() throws IOException {
        Files.deleteIfExists(directory.resolve(OWNER));
        Files.deleteIfExists(directory.resolve(LOCK));
    }

    private static String inUse(Path directory, String owner) {
        return "folder " + directory + " is in use by " + owner + "; end that, or set durableDirectory to another folder";
    }

    private static String owner(Path directory) throws IOException {
        try {
            return Files.readString(directory.resolve(OWNER), StandardCharsets.UTF_8).strip();
        } catch (NoSuchFileException unknown) {
            return "another process";
        }
    }
}
