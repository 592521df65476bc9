package org.prmonitor.karaf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.prmonitor.testkit.InstalledJdk;

/**
 * What a test of Karaf observed, for the table of all containers: a file of properties that is written however the test ends, and in
 * which stands only what was seen. One test thread.
 */
final class MatrixRow implements AutoCloseable {

    /** What a column says until something was seen. */
    private static final String NO = "no";

    private static final String YES = "yes";

    private final InstalledJdk jdk;
    private String deployed = NO;
    private String events = NO;
    private String swapped = NO;
    private String stopped = NO;

    MatrixRow(InstalledJdk jdk) {
        this.jdk = jdk;
    }

    /** A consumer was deployed and started. */
    void deployed() {
        deployed = YES;
    }

    /** Events of real processes came to it. */
    void events() {
        events = YES;
    }

    /** It was swapped, and nothing was lost. */
    void swapped() {
        swapped = YES;
    }

    /** The container stopped by itself and left nothing. */
    void stopped() {
        stopped = YES;
    }

    /** The container itself does not start, so that there is nothing to see. */
    void doesNotStart() {
        deployed = "does not start";
        events = "–";
        swapped = "–";
        stopped = "–";
    }

    @Override
    public void close() throws IOException {
        var version = System.getProperty("prmonitor.karaf.version");
        var file = Path.of("target/container-matrix/karaf-" + version + "-" + jdk.major() + ".properties");
        Files.createDirectories(file.getParent());
        Files.write(file, List.of(
                "container=Karaf",
                "version=" + version,
                "jdk=" + jdk.major(),
                "deployed=" + deployed,
                "events=" + events,
                "swapped=" + swapped,
                "stopped=" + stopped));
    }
}
