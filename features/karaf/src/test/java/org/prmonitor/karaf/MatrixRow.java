package org.prmonitor.karaf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.prmonitor.testkit.InstalledJdk;

/** What a test of a container observed, for the matrix of containers: a file that is written however the test ends. One test thread. */
final class MatrixRow implements AutoCloseable {

    private final String container;
    private final String version;
    private final InstalledJdk jdk;
    private boolean deployed;
    private boolean events;
    private boolean swapped;
    private boolean stopped;

    MatrixRow(String container, String version, InstalledJdk jdk) {
        this.container = container;
        this.version = version;
        this.jdk = jdk;
    }

    /** A consumer was deployed and started. */
    void deployed() {
        deployed = true;
    }

    /** Events of real processes came to it. */
    void events() {
        events = true;
    }

    /** It was swapped, and nothing was lost. */
    void swapped() {
        swapped = true;
    }

    /** The container stopped by itself and left nothing. */
    void stopped() {
        stopped = true;
    }

    @Override
    public void close() throws IOException {
        var file = Path.of(System.getProperty("prmonitor.container.matrix"), container.toLowerCase() + "-" + version + "-" + jdk.major() + ".properties");
        Files.createDirectories(file.getParent());
        Files.write(file, List.of(
                "container=" + container,
                "version=" + version,
                "jdk=" + jdk.major(),
                "deployed=" + deployed,
                "events=" + events,
                "swapped=" + swapped,
                "stopped=" + stopped));
    }
}
