package org.prmonitor.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * A framework in one version with the bundles of one time; the build has put them into {@code target/containers}.
 *
 * @param name as in the table
 * @param framework the folder of the framework's jar
 * @param bundles the folders of what is installed beside ours
 */
record Container(String name, Path framework, List<Path> bundles) {

    private static final Path CONTAINERS = Path.of("target/containers");

    /** The folder of the bundles that are shipped. */
    static final Path OURS = CONTAINERS.resolve("prmonitor").toAbsolutePath();

    /** The pinned newest versions, and the oldest that our bundles declare, each in both frameworks. */
    static List<Container> all() {
        return Stream.of("oldest", "newest")
                .flatMap(time -> Stream.of(new Container("Felix", framework("felix", time), bundles("felix", time)),
                        new Container("Equinox", framework("equinox", time), bundles("equinox", time))))
                .toList();
    }

    private static Path framework(String name, String time) {
        return CONTAINERS.resolve("framework-" + name + "-" + time).toAbsolutePath();
    }

    private static List<Path> bundles(String name, String time) {
        return Stream.of(name + "-" + time, "common-" + time).map(CONTAINERS::resolve).map(Path::toAbsolutePath).toList();
    }

    /** The framework itself. */
    Path jar() throws IOException {
        try (var files = Files.list(framework)) {
            return files.findFirst().orElseThrow(() -> new IOException("nothing in '" + framework + "'; run 'mvn verify'"));
        }
    }

    /** As its manifest has it, without a qualifier. */
    String version() throws IOException {
        try (var jar = new JarFile(jar().toFile())) {
            var parts = jar.getManifest().getMainAttributes().getValue("Bundle-Version").split("\\.");
            return String.join(".", List.of(parts).subList(0, 3));
        }
    }
}
