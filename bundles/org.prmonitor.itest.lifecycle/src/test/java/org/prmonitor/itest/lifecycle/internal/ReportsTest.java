package org.prmonitor.itest.lifecycle.internal;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.prmonitor.itest.internal.ContainerReports;

/** Runs after the containers. */
class ReportsTest {

    @Test
    void everyTestRanInBothFrameworksOnBothJdks() throws IOException {
        ContainerReports.assertEveryTestRan(Path.of("target"));
    }
}
