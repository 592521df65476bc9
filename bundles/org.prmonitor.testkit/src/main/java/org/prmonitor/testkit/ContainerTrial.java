package org.prmonitor.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;

/**
 * What a test sees of a container, for the table of all containers: a file of properties in {@link #FOLDER} of the test's module, which
 * is written however the test ends, and says yes only to what was seen. One thread's.
 */
public final class ContainerTrial implements AutoCloseable {

    /** Below the working directory of a module's tests. */
    public static final Path FOLDER = Path.of("target", "container-matrix");

    /** What there is to see, in this order. */
    public enum Stage {
        /** Every bundle is active. */
        DEPLOYED,
        /** Events of real processes came to a consumer. */
        EVENTS,
        /** The consumer was swapped, and nothing was lost. */
        SWAPPED,
        /** The container ended by itself and left nothing. */
        STOPPED;

        /** {@return its name as the file has it} */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Properties properties = new Properties();
    private final Path file;
    private final Set<Stage> seen = EnumSet.noneOf(Stage.class);
    private boolean starts = true;

    /**
     * Nothing was seen yet; what an earlier run has seen does not count any more.
     *
     * @param container its name
     * @param version the container's
     * @param jdk which one
     * @throws IOException when the system refuses; the message says what
     */
    public ContainerTrial(String container, String version, InstalledJdk jdk) throws IOException {
        properties.put("container", container);
        properties.put("version", version);
        properties.put("jdk", Integer.toString(jdk.major()));
        file = FOLDER.resolve(String.join("-", container, version, Integer.toString(jdk.major())).toLowerCase(Locale.ROOT).replace(' ', '-')
                + ".properties");
        Files.deleteIfExists(file);
    }

    /**
     * It was so.
     *
     * @param stage what it was seen to do
     */
    public void saw(Stage stage) {
        seen.add(stage);
    }

    /** The container itself does not start, so that there is nothing to see. */
    public void doesNotStart() {
        starts = false;
    }

    /** Writes what was seen. */
    @Override
    public void close() throws IOException {
        for (var stage : Stage.values()) {
            properties.put(stage.key(), seen.contains(stage) ? "yes" : "no");
            if (!starts) {
                properties.put(stage.key(), stage == Stage.DEPLOYED ? "does not start" : "–");
            }
        }
        Files.createDirectories(FOLDER);
        try (var writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            properties.store(writer, null);
        }
    }
}
