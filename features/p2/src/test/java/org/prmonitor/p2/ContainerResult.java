package org.prmonitor.p2;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** What a test has seen of a container, for the table of all containers: a file of properties in {@code target/container-matrix}. */
final class ContainerResult {

    private ContainerResult() {}

    /** Writes it under the name of the container and its JDK. */
    static void write(Map<String, String> values) throws IOException {
        var properties = new Properties();
        properties.putAll(values);
        var folder = Files.createDirectories(Path.of("target/container-matrix"));
        try (var writer = Files.newBufferedWriter(folder.resolve("equinox-p2-" + values.get("jdk") + ".properties"))) {
            properties.store(writer, null);
        }
    }
}
