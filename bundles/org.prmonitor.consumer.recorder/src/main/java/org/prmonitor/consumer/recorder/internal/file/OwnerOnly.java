package org.prmonitor.consumer.recorder.internal.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that nobody but their owner may read: command lines hold secrets. Where there is no POSIX, the folder's rights hold. */
final class OwnerOnly {

    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");

    private OwnerOnly() {}

    /** An empty file that was not there. */
    static void createFile(Path path) throws IOException {
        Files.createFile(path, attributes(path, FILE));
    }

    /** A file that others may have been allowed to read. */
    static void restrict(Path path) throws IOException {
        var view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view != null && !view.readAttributes().permissions().equals(FILE)) {
            view.setPermissions(FILE);
        }
    }

    /** A folder with all above it; one that is there stays as it is. */
    static void createFolders(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            Files.createDirectories(path, attributes(path, FOLDER));
        }
    }

    private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }
}
