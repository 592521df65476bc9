package ${package};

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.prmonitor.testkit.PrMonitorTest;
import org.prmonitor.testkit.ScriptedProcess;
import org.prmonitor.testkit.ScriptedSource;

/** The class, on the real source and a kernel that does what the test says. */
@PrMonitorTest
class CrashWatcherTest {

    @Test
    void whatASignalEndedIsPrinted(ScriptedSource scripted) throws Exception {
        try (var printed = new Printed()) {
            scripted.listen("under-test", new CrashWatcher());
            scripted.emit(ScriptedProcess.of(42).killed(11));
            scripted.settle();
            assertEquals(List.of(CrashWatcher.WORD + " 1: process 42 killed by SIGSEGV"), printed.lines());
        }
    }

    @Test
    void aLossIsNotHidden(ScriptedSource scripted) throws Exception {
        try (var printed = new Printed()) {
            scripted.listen("under-test", new CrashWatcher());
            scripted.channel().lose(3);
            scripted.emit(ScriptedProcess.of(42).killed(11));
            scripted.settle();
            assertTrue(printed.lines().get(0).startsWith("missing here: "), printed.lines()::toString);
        }
    }
}
