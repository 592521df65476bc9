package org.prmonitor.rcp.product.internal.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/** The folder that the build has assembled: its bundles, and what Equinox has to know of them. */
record ProductFolder(Path folder) {

    private static final String FRAMEWORK = "org.eclipse.osgi";

    /** In which order bundles start that others take for granted; all others start at {@link #DEFAULT_LEVEL}. */
    private static final List<List<String>> LEVELS = List.of(
            List.of(),
            List.of(),
            List.of("org.apache.felix.scr", "org.apache.felix.configadmin", "org.eclipse.equinox.common", "org.eclipse.equinox.event"),
            List.of("org.eclipse.core.runtime", "org.eclipse.equinox.app", "org.eclipse.equinox.registry"));

    /** The window's bundle, which configures the source, is one of these. */
    static final int DEFAULT_LEVEL = 4;

    /** The source comes last: it opens no channel that the command line did not ask for. */
    private static final List<String> LAST = List.of("org.prmonitor.nativeaccess", "org.prmonitor.source");

    /** When the framework is up. */
    static final int LAST_LEVEL = 5;

    /**
     * The folder that this very program lies in.
     *
     * @throws UiException when it does not
     */
    static ProductFolder current() throws UiException {
        var home = System.getProperty("prmonitor.ui");
        if (home == null || !Files.isDirectory(Path.of(home, "plugins"))) {
            throw new UiException("the product is not where the system property prmonitor.ui says (" + home + "); start launcher/prmonitor ui");
        }
        return new ProductFolder(Path.of(home).toAbsolutePath());
    }

    Path plugins() {
        return folder.resolve("plugins");
    }

    /** The value of {@code osgi.bundles}: every bundle but the framework, in place, with its start level. */
    String bundles(List<Path> further) throws IOException {
        var entries = new ArrayList<String>();
        try (var files = Files.newDirectoryStream(plugins(), "*.jar")) {
            for (var file : files) {
                entries.add(entry(file));
            }
        }
        for (var file : further) {
            entries.add(entry(file.toAbsolutePath()));
        }
        entries.removeIf(String::isEmpty);
        // The order of a folder is nobody's: the same bundles get the same numbers in every run.
        entries.sort(null);
        return String.join(",", entries);
    }

    private static String entry(Path file) throws IOException {
        var attributes = manifest(file);
        var name = attributes.getValue("Bundle-SymbolicName");
        if (name == null) {
            throw new IOException("'" + file + "' is no bundle: its manifest has no Bundle-SymbolicName");
        }
        name = name.split(";", 2)[0].strip();
        if (FRAMEWORK.equals(name)) {
            return "";
        }
        var location = "reference:" + file.toUri();
        return attributes.getValue("Fragment-Host") == null ? location + "@" + level(name) + ":start" : location;
    }

    private static int level(String name) {
        for (var level = 0; level < LEVELS.size(); level++) {
            if (LEVELS.get(level).contains(name)) {
                return level;
            }
        }
        return LAST.contains(name) ? LAST_LEVEL : DEFAULT_LEVEL;
    }

    private static Attributes manifest(Path file) throws IOException {
        try (var jar = new JarFile(file.toFile())) {
            var manifest = jar.getManifest();
            return manifest == null ? new Attributes() : manifest.getMainAttributes();
        }
    }
}
