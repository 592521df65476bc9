package org.prmonitor.source.internal.durable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that nobody but their owner reads: command lines and registry values may hold secrets. */
final class OwnerFiles {

    private OwnerFiles() {}

    /** Makes a directory and those above it, where they are not there. */
    static void createDirectories(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, owner(directory, "rwx------"));
        }
    }

    /** Makes an empty file; one that is there goes. */
    static void createAnew(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, owner(file, "rw-------"));
    }

    /** Names in a directory outlive a power loss from now on, where the system can do that. */
    static void syncDirectory(Path directory) throws IOException {
        if (isPosix(directory)) {
            try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static FileAttribute<?>[] owner(Path path, String permissions) {
        // Elsewhere a file has its directory's access control list.
        return isPosix(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
