package ${package}

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.prmonitor.testkit.PrMonitorTest
import org.prmonitor.testkit.ScriptedProcess
import org.prmonitor.testkit.ScriptedSource

/** The class, on the real source and a kernel that does what the test says. */
@PrMonitorTest
class CrashWatcherTest {

    @Test
    fun whatASignalEndedIsPrinted(scripted: ScriptedSource) {
        val lines = printed {
            val watcher = CrashWatcher(scripted.context())
            scripted.emit(ScriptedProcess.of(41).exited(1), ScriptedProcess.of(42).killed(11))
            scripted.settle()
            watcher.deactivate()
        }
        assertEquals(listOf("$WORD 2: process 42 killed by SIGSEGV"), lines)
    }

    @Test
    fun aLossIsNotHidden(scripted: ScriptedSource) {
        val lines = printed {
            val watcher = CrashWatcher(scripted.context())
            scripted.channel().lose(3)
            scripted.emit(ScriptedProcess.of(42).killed(11))
            scripted.settle()
            watcher.deactivate()
        }
        assertTrue(lines.first().startsWith("missing here: "), lines::toString)
    }
}
