package org.prmonitor.launcher;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder for the files of one run: of this user alone, and where native libraries may be loaded from. */
final class TemporaryFolder {

    private static final String PREFIX = "prmonitor-";

    private TemporaryFolder() {}

    /**
     * Makes one: where temporary files belong (TMPDIR, {@code /tmp}), or, where that is mounted noexec as hardened servers
     * have it, in the user's run-time or cache folder.
     *
     * @throws IOException that says where it was tried and what to do
     */
    static Path create() throws IOException {
        return create(places(), TemporaryFolder::isExecutionAllowed);
    }

    static Path create(List<Path> places, Predicate<Path> suits) throws IOException {
        var refusals = new ArrayList<String>();
        @Nullable Path second = null;
        for (var place : places) {
            try {
                var folder = createIn(place, System.nanoTime());
                if (suits.test(folder)) {
                    if (second != null) {
                        delete(second);
                    }
                    return folder;
                }
                if (second == null) {
                    second = folder;
                } else {
                    delete(folder);
                }
            } catch (IOException refused) {
                refusals.add("'" + place + "' (" + refused.getClass().getSimpleName() + ")");
            }
        }
        if (second == null) {
            throw new IOException("no temporary folder could be made in " + String.join(", ", refusals) + "; set TMPDIR to one that can be written");
        }
        return second;
    }

    /** Removes it with all that is in it. What cannot be removed is named and left: the run has its own success or failure. */
    static void delete(Path folder) {
        try {
            deleteAll(folder);
        } catch (IOException left) {
            System.err.println("prmonitor: could not remove the temporary folder '" + folder + "': " + left);
        }
    }

    /**
     * As {@link Files#createTempDirectory} does, but without the generator of secure random numbers, which has to be set up at every start: nothing
     * here depends on a name that nobody guesses, for what is there already, be it a link, is not taken.
     *
     * @param firstNumber what makes the name; the next ones are tried where it is there
     */
    static Path createIn(Path place, long firstNumber) throws IOException {
        var number = firstNumber;
        while (true) {
            var folder = place.resolve(PREFIX + Long.toUnsignedString(number, Character.MAX_RADIX));
            try {
                return Files.createDirectory(folder, ofThisUser(place));
            } catch (FileAlreadyExistsException another) {
                number++;
            }
        }
    }

    private static FileAttribute<?>[] ofThisUser(Path place) {
        return place.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))}
                : new FileAttribute<?>[0];
    }

    private static List<Path> places() {
        return Stream.of(System.getProperty("java.io.tmpdir"), System.getenv("XDG_RUNTIME_DIR"), System.getProperty("user.home") + "/.cache")
                .filter(place -> place != null && !place.isEmpty())
                .map(Path::of)
                .toList();
    }

    /** access(2) denies the execution of any file where the file system is mounted noexec. */
    private static boolean isExecutionAllowed(Path folder) {
        var probe = folder.resolve("probe").toFile();
        try {
            return probe.createNewFile() && probe.setExecutable(true) && Files.isExecutable(probe.toPath());
        } catch (IOException refused) {
            return false;
        } finally {
            probe.delete();
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
