package ${package}

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.prmonitor.testkit.PrMonitorTest
import org.prmonitor.testkit.ScriptedProcess
import org.prmonitor.testkit.ScriptedSource

/** The bundle as it is built: manifest, imports and component, in an OSGi framework. */
@PrMonitorTest(project = true)
class CrashWatcherBundleTest {

    @Test
    fun theBundleListens(scripted: ScriptedSource) {
        val lines = printed {
            scripted.emit(ScriptedProcess.of(41).exited(1), ScriptedProcess.of(42).killed(9))
            scripted.settle()
        }
        assertEquals(listOf("$WORD 2: process 42 killed by SIGKILL"), lines)
    }
}
