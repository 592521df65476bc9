package org.prmonitor.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.zip.ZipFile;

/**
 * The launcher's distribution as it is published.
 *
 * @param archive a zip with one folder, {@value #FOLDER}
 */
record Distribution(Path archive) {

    private static final String FOLDER = "prmonitor/";

    /** Beside what was unpacked: of which archive it is. */
    private static final String MARK = ".archive";

    /** Whether the launcher brings that bundle along, so that nobody has to deploy it. */
    boolean hasBundle(String artifactId) throws IOException {
        try (var zip = new ZipFile(archive.toFile())) {
            return zip.getEntry(FOLDER + "bundles/" + artifactId + ".jar") != null;
        }
    }

    /**
     * Unpacks it, unless it is there already: a launcher that runs has its jars mapped into memory and does not survive that somebody
     * writes into them. What another version has left is replaced as a whole; on Unix its files live on for who has them open.
     *
     * @param folder made where it is not there
     */
    void unpack(Path folder) throws IOException {
        var mark = archive.getFileName() + " " + Files.size(archive) + " " + Files.getLastModifiedTime(archive).toMillis();
        var marked = folder.resolve(MARK);
        if (Files.isReadable(marked) && Files.readString(marked).equals(mark)) {
            return;
        }
        var partial = folder.resolveSibling(folder.getFileName() + ".partial");
        delete(partial);
        try (var zip = new ZipFile(archive.toFile())) {
            for (var entry : zip.stream().filter(entry -> !entry.isDirectory()).toList()) {
                var file = partial.resolve(entry.getName().substring(FOLDER.length())).normalize();
                if (!entry.getName().startsWith(FOLDER) || !file.startsWith(partial)) {
                    throw new IOException("'" + archive + "' is no distribution of PRMonitor: it has an entry '" + entry.getName() + "'");
                }
                Files.createDirectories(file.getParent());
                try (var content = zip.getInputStream(entry)) {
                    Files.copy(content, file);
                }
            }
        }
        // java.util.zip does not tell what the archive says of it. False on Windows, where nothing has to be done.
        partial.resolve("bin/prmonitor").toFile().setExecutable(true, false);
        Files.writeString(partial.resolve(MARK), mark);
        delete(folder);
        Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
