package ${package};

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.prmonitor.testkit.PrMonitorTest;
import org.prmonitor.testkit.ScriptedProcess;
import org.prmonitor.testkit.ScriptedSource;

/** The bundle as it is built: manifest, imports, component and filter, in an OSGi framework. */
@PrMonitorTest(project = true)
class CrashWatcherBundleTest {

    @Test
    void theBundleListens(ScriptedSource scripted) throws Exception {
        try (var printed = new Printed()) {
            scripted.emit(ScriptedProcess.of(41).exited(1), ScriptedProcess.of(42).killed(9));
            scripted.settle();
            assertEquals(List.of(CrashWatcher.WORD + " 2: process 42 killed by SIGKILL"), printed.lines());
        }
    }
}
