package org.prmonitor.bench.internal.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines as the tools have printed them. */
class SightingsTest {

    /** Process 10 exits 0, process 20 exits 1, and process 10 comes back and exits 0, too. */
    private static final Storm STORM =
            Storm.of(List.of("10\t0\tstorm-child ps0-1 0", "20\t256\tstorm-child ps0-10 1", "10\t0\tstorm-child ps1-1 0"), 1);

    @TempDir
    private Path folder;

    private Sightings see(@Nullable ExitPattern exits, String... lines) throws IOException {
        var output = Files.write(folder.resolve("output"), List.of(lines));
        return Sightings.of(STORM, List.of(output), exits);
    }

    @Test
    void prmonitor() throws IOException {
        var seen = see(
                ExitPattern.PRMONITOR,
                "{\"event.topics\":\"org/prmonitor/event/ProcessEvent/STARTED\",\"process.id\":20,\"command.line\":\"storm-child ps0-10 1\","
                        + "\"command.args\":[\"storm-child\",\"ps0-10\",\"1\"]}",
                "{\"event.topics\":\"org/prmonitor/event/ProcessEvent/EXITED\",\"process.id\":20,\"process.key\":\"9f-20-1\",\"exit.code\":1,"
                        + "\"command.line\":\"storm-child ps0-10 1\",\"command.args\":[\"storm-child\",\"ps0-10\",\"1\"]}");
        assertEquals(new Sightings(3, 1, 1), seen);
    }

    @Test
    void execsnoopAndExitsnoop() throws IOException {
        var seen = see(
                ExitPattern.EXITSNOOP,
                "PCOMM            PID    PPID   RET ARGS",
                "storm            10     5      0 /tmp/prmonitor-storm/storm ps0-1 0 ",
                "PCOMM            PID     PPID    TID     AGE(s)  EXIT_CODE",
                "storm            10      5       10      0.00    0",
                "storm            20      5       20      0.00    code 1");
        assertEquals(new Sightings(3, 1, 2), seen);
    }

    @Test
    void forkstat() throws IOException {
        var seen = see(
                ExitPattern.FORKSTAT,
                "Time     Event   PID Info   Duration Process",
                "14:06:54 exec      20                 storm-child ps0-10 1",
                "14:06:54 exit      20    256   0.001s storm-child ps0-10 1");
        assertEquals(new Sightings(3, 1, 1), seen);
    }

    @Test
    void whatIsReportedTwiceIsSeenOnce() throws IOException {
        var exit = "storm            20      5       20      0.00    code 1";
        assertEquals(new Sightings(3, 0, 1), see(ExitPattern.EXITSNOOP, exit, exit));
    }

    @Test
    void aProcessIdThatComesBackIsSeenTwice() throws IOException {
        var exit = "storm            10      5       10      0.00    0";
        assertEquals(new Sightings(3, 0, 2), see(ExitPattern.EXITSNOOP, exit, exit));
    }

    @Test
    void anotherCodeAnotherArgumentAndAnotherStormDoNotCount() throws IOException {
        var seen = see(
                ExitPattern.EXITSNOOP,
                "storm            20      5       20      0.00    0",
                "storm            10     5      0 /tmp/storm ps0-1 1 ",
                "storm            10     5      0 /tmp/storm ps0-10 10 ",
                "storm            10     5      0 /tmp/storm other-1 0 ");
        assertEquals(new Sightings(3, 0, 0), seen);
    }

    @Test
    void whoReportsNoExitsHasNone() throws IOException {
        assertEquals(new Sightings(3, 1, 0), see(null, "10 5 storm-child ps0-1 0"));
    }
}
