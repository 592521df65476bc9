package org.prmonitor.sample.onexit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandTest {

    private static final ExitedProcess EXITED = new ExitedProcess(Map.of("PRMONITOR_PROCESS_ID", "42", "PRMONITOR_EXIT_CODE", "3"));

    /** In order; warnings begin with an exclamation mark. */
    private final List<String> lines = new ArrayList<>();

    private Command command(Duration timeout, List<String> command) {
        return new Command(new OnExitSettings("rule", command, timeout, 1), lines::add, line -> lines.add("!" + line));
    }

    private void run(List<String> command) throws InterruptedException {
        command(Duration.ofMinutes(1), command).run(EXITED);
    }

    private String last() {
        return lines.get(lines.size() - 1);
    }

    @Test
    void argumentsAreArguments() throws Exception {
        run(Programs.command("print", "a b", "$PATH; `id`", "*"));
        assertEquals(
                List.of("rule for process 42: a b", "rule for process 42: $PATH; `id`", "rule for process 42: *"), lines.subList(0, 3));
        assertTrue(last().startsWith("rule for process 42: exit 0 after "), last());
    }

    @Test
    void theCommandIsToldNumbers() throws Exception {
        run(Programs.command("environment"));
        assertEquals("rule for process 42: PRMONITOR_EXIT_CODE=3", lines.get(0));
        assertEquals("rule for process 42: PRMONITOR_PROCESS_ID=42", lines.get(1));
    }

    @Test
    void aFailureIsAWarning() throws Exception {
        run(Programs.command("fail", "7"));
        assertEquals("rule for process 42: failing", lines.get(0));
        assertTrue(last().startsWith("!rule for process 42: exit 7 after "), last());
    }

    @Test
    void whatIsNotThereIsSaid() throws Exception {
        run(List.of("/no/such/program"));
        assertEquals(1, lines.size(), lines::toString);
        assertTrue(last().startsWith("!rule for process 42: Cannot run program \"/no/such/program\""), last());
    }

    @Test
    void whatTakesTooLongIsKilled() throws Exception {
        command(Duration.ofMillis(20), Programs.command("forever")).run(EXITED);
        assertTrue(last().matches("!rule for process 42: killed after .*, its time limit"), last());
    }

    @Test
    void aLotOfOutputIsCutShort() throws Exception {
        run(Programs.command("lines", "100000"));
        assertEquals(102, lines.size());
        assertEquals("rule for process 42: line 100", lines.get(99));
        assertEquals("rule for process 42: prints more, which is dropped", lines.get(100));
    }

    @Test
    void outputCannotForgeALine() throws Exception {
        run(Programs.command("print", "\u001b[2Jx"));
        assertEquals("rule for process 42: \\x1b[2Jx", lines.get(0));
    }

    @Test
    void anInterruptEndsIt() throws Exception {
        var command = command(Duration.ofMinutes(1), Programs.command("forever"));
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> command.run(EXITED));
    }
}
