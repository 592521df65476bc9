package org.prmonitor.karaf;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.prmonitor.testkit.BundleCopy;

/**
 * The folder with all that Karaf installs, as a Maven repository: what the build put there, and our features under the
 * coordinates that users know. Karaf asks nothing else.
 */
record FeatureRepository(Path folder) {

    /** What the build made. */
    static final String VERSION = System.getProperty("prmonitor.version");

    private static final String GROUP = "org/prmonitor";

    /** A copy of what the build put together, with the features file in it. */
    static FeatureRepository in(Path folder) throws IOException {
        Folders.copy(Path.of(System.getProperty("prmonitor.karaf.repository")), folder);
        var repository = new FeatureRepository(folder);
        repository.write(VERSION, Files.readString(Path.of(System.getProperty("prmonitor.karaf.features"))));
        return repository;
    }

    /** What Karaf's own distribution lacks, and nothing that is in our KAR. */
    static FeatureRepository withoutOurs(Path folder) throws IOException {
        var built = Path.of(System.getProperty("prmonitor.karaf.repository"));
        for (var artifact : List.of(
                "org/apache/karaf",
                "org/apache/felix/org.apache.felix.scr",
                // With the feature scr; Karaf resolves them, though it installs them beside its web console alone.
                "org/apache/felix/org.apache.felix.inventory",
                "org/apache/felix/org.apache.felix.webconsole.plugins.ds",
                "org/apache/felix/org.apache.felix.webconsole.plugins.event",
                "org/osgi/org.osgi.service.component",
                "org/osgi/org.osgi.util.function",
                "org/osgi/org.osgi.util.promise")) {
            Folders.copy(built.resolve(artifact), folder.resolve(artifact));
        }
        return new FeatureRepository(folder);
    }

    /** What {@code feature:repo-add} is given. */
    static String coordinates(String version) {
        return "mvn:org.prmonitor/org.prmonitor.karaf/" + version + "/xml/features";
    }

    /** A later release of everything: the same code, and the version wherever Karaf or the framework reads it. */
    void release(String version) throws IOException {
        try (var artifacts = Files.list(folder.resolve(GROUP))) {
            for (var artifact : artifacts.toList()) {
                var name = artifact.getFileName().toString();
                var jar = artifact.resolve(VERSION).resolve(name + "-" + VERSION + ".jar");
                if (Files.exists(jar)) {
                    var bytes = BundleCopy.of(new ByteArrayInputStream(Files.readAllBytes(jar))).with(Map.of("Bundle-Version", version));
                    Files.write(Files.createDirectories(artifact.resolve(version)).resolve(name + "-" + version + ".jar"), bytes);
                }
            }
        }
        write(version, Files.readString(file(VERSION)).replace(VERSION, version));
    }

    private void write(String version, String features) throws IOException {
        Files.createDirectories(file(version).getParent());
        Files.writeString(file(version), features);
    }

    private Path file(String version) {
        return folder.resolve(GROUP).resolve("org.prmonitor.karaf").resolve(version).resolve("org.prmonitor.karaf-" + version + "-features.xml");
    }
}
