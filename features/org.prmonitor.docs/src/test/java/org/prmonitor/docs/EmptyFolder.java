package org.prmonitor.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Makes a folder that has nothing in it, whatever an earlier run left there. */
public final class EmptyFolder {

    private EmptyFolder() {}

    /** The folder, empty. */
    public static Path at(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return Files.createDirectories(folder);
    }
}
