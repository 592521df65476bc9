package org.prmonitor.bench.internal.host;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Properties;

/** The folder through which a command and the JVM that works for it talk: private to the two, and gone after. */
final class Exchange implements AutoCloseable {

    private final Path folder;

    private Exchange(Path folder) {
        this.folder = folder;
    }

    static Exchange create() throws IOException {
        return new Exchange(Files.createTempDirectory("prmonitor-bench-"));
    }

    static Exchange at(Path folder) {
        return new Exchange(folder);
    }

    Path folder() {
        return folder;
    }

    /** Where the framework keeps what it has to keep. */
    Path storage() {
        return folder.resolve("framework");
    }

    void writeProperties(Map<String, String> values) throws IOException {
        var properties = new Properties();
        properties.putAll(values);
        try (var output = Files.newOutputStream(propertiesFile())) {
            properties.store(output, null);
        }
    }

    Properties readProperties() throws IOException {
        var properties = new Properties();
        try (var input = Files.newInputStream(propertiesFile())) {
            properties.load(input);
        }
        return properties;
    }

    void writeWorkload(Workload<?> workload) throws IOException {
        write("workload", workload);
    }

    Workload<?> readWorkload() throws IOException {
        return (Workload<?>) read("workload");
    }

    void writeMeasured(Measured<?> measured) throws IOException {
        write("measured", measured);
    }

    Measured<?> readMeasured() throws IOException {
        return (Measured<?>) read("measured");
    }

    /** Why there is nothing measured. */
    void writeFailure(String reason) throws IOException {
        Files.writeString(failureFile(), reason);
    }

    /** The reason, or empty where nobody could say one. */
    String readFailure() throws IOException {
        return Files.exists(failureFile()) ? Files.readString(failureFile()) : "";
    }

    @Override
    public void close() throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private Path failureFile() {
        return folder.resolve("failure");
    }

    private Path propertiesFile() {
        return folder.resolve("framework.properties");
    }

    private void write(String name, Serializable value) throws IOException {
        try (var output = new ObjectOutputStream(Files.newOutputStream(folder.resolve(name)))) {
            output.writeObject(value);
        }
    }

    private Object read(String name) throws IOException {
        try (var input = new ObjectInputStream(Files.newInputStream(folder.resolve(name)))) {
            return input.readObject();
        } catch (ClassNotFoundException notThisJar) {
            throw new IOException("'" + folder.resolve(name) + "' was written by another version of this program", notThisJar);
        }
    }
}
