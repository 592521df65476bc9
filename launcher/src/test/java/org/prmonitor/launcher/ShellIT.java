package org.prmonitor.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

/** {@code --shell} and {@code doctor}. */
@Requires(Requirement.LINUX)
@Timeout(180)
class ShellIT {

    @Test
    void commandsAreTakenFromStandardInputAndExitEndsIt() throws Exception {
        try (var prmonitor = PrMonitorProcess.start("--shell")) {
            var channel = prmonitor.awaitReady();
            prmonitor.type("prmonitor:status\n");
            prmonitor.awaitOutput(line -> line.contains("channel") && line.endsWith(channel));
            prmonitor.type("exit\n");
            assertEquals(0, prmonitor.awaitExit(), prmonitor::describe);
            assertFalse(prmonitor.output().stream().anyMatch(line -> line.startsWith("TIME ")), "no stream beside the shell");
            assertEquals(List.of(), prmonitor.leftovers());
        }
    }

    @Test
    void theEndOfStandardInputEndsIt() throws Exception {
        try (var prmonitor = PrMonitorProcess.start("--shell")) {
            prmonitor.endInput();
            assertEquals(0, prmonitor.awaitExit(), prmonitor::describe);
        }
    }

    @Test
    void aSignalEndsIt() throws Exception {
        try (var prmonitor = PrMonitorProcess.start("--shell")) {
            prmonitor.awaitOutput(line -> line.contains("Welcome"));
            prmonitor.signal("TERM");
            assertEquals(0, prmonitor.awaitExit(), prmonitor::describe);
            assertEquals(List.of(), prmonitor.leftovers());
        }
    }

    @Test
    @Requires(Requirement.EBPF)
    void theDoctorNamesEveryChannelAndWhatAutoWouldTake() throws Exception {
        try (var prmonitor = PrMonitorProcess.start("doctor")) {
            assertEquals(0, prmonitor.awaitExit(), prmonitor::describe);
            var report = String.join("\n", prmonitor.output());
            assertTrue(report.contains("linux-ebpf") && report.contains("linux-netlink"), report);
            assertTrue(report.contains("auto takes linux-ebpf"), report);
            assertEquals(List.of(), prmonitor.error());
        }
    }
}
