package org.prmonitor.bench.internal.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
        return seeBy(Tool.of("a tool", exits, List.of(), List.of()), lines);
    }

    private Sightings seeBy(Tool tool, String... lines) throws IOException {
        var output = Files.write(folder.resolve("output"), List.of(lines), StandardCharsets.ISO_8859_1);
        return Sightings.of(STORM, List.of(output), tool);
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
    void auditd() throws IOException {
        var seen = seeBy(
                Peer.AUDITD.tool(folder),
                "type=SYSCALL msg=audit(1795465123.018:441): arch=c000003e syscall=59 success=yes exit=0 a0=7ffd0a0 a1=7ffd0b0 a2=4c1 a3=8 items=1 ppid=5 pid=20"
                        + AUDITD_TASK + "ARCH=x86_64 SYSCALL=execve AUID=\"unset\" UID=\"root\"",
                "type=EXECVE msg=audit(1795465123.018:441): argc=3 a0=\"storm-child\" a1=\"ps0-10\" a2=\"1\"",
                "type=PROCTITLE msg=audit(1795465123.018:441): proctitle=73746F726D2D6368696C64007073302D310030",
                auditdExit(231, "exit_group", 20, "1"),
                auditdExit(231, "exit_group", 10, "0"),
                // A thread's.
                auditdExit(60, "exit", 10, "0"));
        assertEquals(new Sightings(3, 1, 2), seen);
    }

    private static final String AUDITD_TASK = " auid=4294967295 uid=0 gid=0 euid=0 suid=0 fsuid=0 egid=0 sgid=0 fsgid=0 tty=(none) ses=4294967295"
            + " comm=\"storm\" exe=\"/tmp/prmonitor-storm/storm\" key=\"prmonitor-bench\"\u001d";

    private static String auditdExit(int number, String call, int process, String code) {
        return "type=SYSCALL msg=audit(1795465123.019:442): arch=c000003e syscall=" + number + " a0=" + code + " a1=e7 a2=3c a3=7ffcf items=0 ppid=5 pid="
                + process + AUDITD_TASK + "ARCH=x86_64 SYSCALL=" + call + " AUID=\"unset\" UID=\"root\"";
    }

    @Test
    void auditdSaysCodesInHexadecimalDigits() {
        assertEquals(new Storm.Exit(20, 255), ExitPattern.AUDITD.find(auditdExit(231, "exit_group", 20, "ffffffff")));
        assertEquals(new Storm.Exit(20, 16), ExitPattern.AUDITD.find(auditdExit(94, "exit_group", 20, "10")), "on another architecture");
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
