package org.prmonitor.p2;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** What {@link Files} lacks. */
public final class Folders {

    private Folders() {}

    /** Deletes a folder with all that is in it; nothing where there is none. */
    public static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Deletes a folder and makes it again, empty. */
    public static Path anew(Path folder) throws IOException {
        delete(folder);
        return Files.createDirectories(folder);
    }
}
