package org.prmonitor.itest.internal;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Runs after the containers. */
class ReportsTest {

    @Test
    void everyTestRanInBothFrameworksOnBothJdks() throws IOException {
        ContainerReports.assertEveryTestRan(Path.of("target"));
    }
}
