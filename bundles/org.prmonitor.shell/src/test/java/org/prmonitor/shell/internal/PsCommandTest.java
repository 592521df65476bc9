package org.prmonitor.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PsCommandTest {

    private final FakeSource source = new FakeSource(FakeSource.running("fake"));
    private final PsCommand command = new PsCommand();

    @BeforeEach
    void fill() {
        source.processes.addAll(List.of(
                Events.process(30, 2L, "sh", "-c", "echo \u001b[2J\n"), Events.process(1, null, "init"), Events.process(2, 1L, "login"),
                Events.process(3, null), Events.process(4, 1L, "long", "x".repeat(200))));
        command.source = source;
    }

    private List<String> commands(boolean list, boolean wide, String processId, String userId) {
        return command.ps(list, wide, processId, userId).lines().map(line -> line.replaceFirst(".*\\d\\d:\\d\\d:\\d\\d  ", "")).toList();
    }

    @Test
    void showsATree() {
        assertEquals(
                List.of("PID  PPID   UID  STARTED              COMMAND", "init", "├─ login", "│  └─ sh -c echo \\x1b[2J\\n",
                        "└─ long " + "x".repeat(91) + "…", "[kthread]"),
                commands(false, false, "", ""));
    }

    @Test
    void columnsAlign() {
        var lines = command.ps(true, false, "30", "").lines().toList();
        assertEquals("PID  PPID   UID  STARTED              COMMAND", lines.get(0));
        assertTrue(lines.get(1).matches(" 30     2  1000  \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d  sh -c echo .*"), lines.get(1));
    }

    @Test
    void wideShowsWholeCommandLines() {
        assertTrue(commands(false, true, "", "").contains("└─ long " + "x".repeat(200)));
    }

    @Test
    void aListIsByProcessId() {
        assertEquals(
                List.of("init", "login", "[kthread]", "long " + "x".repeat(94) + "…", "sh -c echo \\x1b[2J\\n"),
                commands(true, false, "", "").stream().skip(1).toList());
    }

    @Test
    void onlyAProcessAndItsDescendants() {
        assertEquals(List.of("login", "└─ sh -c echo \\x1b[2J\\n"), commands(false, false, "2", "").stream().skip(1).toList());
        assertEquals("no process 99", assertThrows(CommandFailure.class, () -> command.ps(false, false, "99", "")).toString());
    }

    @Test
    void onlyAUsersProcesses() {
        assertEquals(List.of("init", "[kthread]"), commands(false, false, "", "1001").stream().skip(1).toList());
        assertEquals(1, commands(false, false, "", "4711").size());
    }

    @Test
    void aSlipIsNamed() {
        assertEquals(
                "-p wants a number from 0 to 4294967295, not 'x\\x1b'",
                assertThrows(CommandFailure.class, () -> command.ps(false, false, "x\u001b", "")).toString());
        assertEquals(
                "-u wants a number from 0 to 4294967295, not '-3'",
                assertThrows(CommandFailure.class, () -> command.ps(false, false, "", "-3")).toString());
        assertEquals(
                "not an option: -x y; see help prmonitor:ps",
                assertThrows(CommandFailure.class, () -> command.ps(false, false, "", "", "-x", "y")).toString());
    }

    @Test
    void anEmptyTableSaysWhy() {
        source.processes.clear();
        assertTrue(assertThrows(CommandFailure.class, () -> command.ps(false, false, "", "")).toString().startsWith("no process is known: "));
    }

    @Test
    void withoutASourceItSaysSo() {
        command.source = null;
        assertThrows(CommandFailure.class, () -> command.ps(false, false, "", ""));
    }
}
