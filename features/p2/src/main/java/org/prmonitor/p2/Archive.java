package org.prmonitor.p2;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Jars and zips whose bytes depend on their content alone: entries by name, all of one time. */
final class Archive {

    /** Comes first, wherever its name would put it: {@link java.util.jar.JarInputStream} looks nowhere else. */
    static final String MANIFEST = "META-INF/MANIFEST.MF";

    private Archive() {}

    /** The files of an archive, by name. */
    static SortedMap<String, byte[]> read(Path file) throws IOException {
        var files = new TreeMap<String, byte[]>();
        try (var input = new ZipInputStream(Files.newInputStream(file))) {
            for (var entry = input.getNextEntry(); entry != null; entry = input.getNextEntry()) {
                if (!entry.isDirectory()) {
                    files.put(entry.getName(), input.readAllBytes());
                }
            }
        }
        return files;
    }

    /** The files below a folder, by their path in it, with slashes. */
    static SortedMap<String, byte[]> readFolder(Path folder) throws IOException {
        var files = new TreeMap<String, byte[]>();
        try (var paths = Files.walk(folder)) {
            for (var path : paths.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
            }
        }
        return files;
    }

    /**
     * Writes an archive.
     *
     * @param time of every entry; a zip knows no time zone, so it is given in UTC
     */
    static void write(Path file, Map<String, byte[]> files, Instant time) throws IOException {
        var sorted = new TreeMap<>(files);
        try (OutputStream stream = Files.newOutputStream(file);
                var output = new ZipOutputStream(stream)) {
            var manifest = sorted.remove(MANIFEST);
            if (manifest != null) {
                put(output, MANIFEST, manifest, time);
            }
            for (var entry : sorted.entrySet()) {
                put(output, entry.getKey(), entry.getValue(), time);
            }
        }
    }

    private static void put(ZipOutputStream output, String name, byte[] content, Instant time) throws IOException {
        var entry = new ZipEntry(name);
        entry.setTimeLocal(time.atOffset(ZoneOffset.UTC).toLocalDateTime());
        output.putNextEntry(entry);
        output.write(content);
        output.closeEntry();
    }
}
