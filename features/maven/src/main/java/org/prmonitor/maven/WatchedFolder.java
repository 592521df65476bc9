package org.prmonitor.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The folder that the launcher watches.
 *
 * @param folder made where it is not there
 */
record WatchedFolder(Path folder) {

    /**
     * Puts a bundle there, over the one of the same name. Under a name first that nobody watches, so that the launcher never reads
     * half of it; and not at all where the same bytes are there already, so that who builds without a change swaps nothing.
     *
     * @param name without version, so that a new version replaces the old one and does not come beside it
     * @return whether it was not there
     */
    boolean put(Path bundle, String name) throws IOException {
        Files.createDirectories(folder);
        var file = folder.resolve(name + ".jar");
        if (Files.exists(file) && Files.mismatch(file, bundle) < 0) {
            return false;
        }
        var partial = folder.resolve("." + name + ".partial");
        Files.copy(bundle, partial, StandardCopyOption.REPLACE_EXISTING);
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return true;
    }
}
