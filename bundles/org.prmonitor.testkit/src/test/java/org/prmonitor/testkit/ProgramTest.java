package org.prmonitor.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Requires(Requirement.LINUX)
class ProgramTest {

    private static final Duration SOON = Duration.ofMillis(100);

    @Test
    void whatItSaysIsHeardWhileItRuns(@TempDir Path folder) throws Exception {
        var script = "pwd; echo \"$COLOUR\" >&2; read answer; echo \"got $answer\"; exit 3";
        try (var program = Program.of("sh", "-c", script).in(folder).env("COLOUR", "green").start()) {
            assertEquals(folder.toRealPath().toString(), program.awaitOutput(line -> line.startsWith("/")));
            assertEquals("green", program.awaitError(line -> true));
            assertTrue(program.isRunning());
            program.type("this\n");
            assertEquals("got this", program.awaitOutput(line -> line.startsWith("got")));
            assertEquals(3, program.awaitExit());
            assertFalse(program.isRunning());
        }
    }

    @Test
    void aSecondAnswerIsNotTheFirst() throws Exception {
        try (var program = Program.of("sh", "-c", "echo answer 1; echo other; echo answer 2").start()) {
            assertEquals("answer 1", program.awaitNextOutput(line -> line.startsWith("answer"), RunningProgram.PATIENCE));
            assertEquals("answer 2", program.awaitNextOutput(line -> line.startsWith("answer"), RunningProgram.PATIENCE));
            assertThrows(AssertionError.class, () -> program.awaitNextOutput(line -> line.startsWith("answer"), RunningProgram.PATIENCE));
            assertEquals("answer 1", program.awaitOutput(line -> line.startsWith("answer")));
        }
    }

    @Test
    void aFailureTellsWhatItSaid() throws Exception {
        try (var program = Program.of("sh", "-c", "echo no such thing >&2; exit 1").start()) {
            var ended = assertThrows(AssertionError.class, () -> program.awaitOutput(line -> true));
            assertTrue(ended.getMessage().startsWith("ended without that line"), ended.getMessage());
            var failed = assertThrows(AssertionError.class, () -> program.assertExit(0));
            assertTrue(failed.getMessage().contains("exit code 1 and not 0"), failed.getMessage());
            assertTrue(failed.getMessage().contains("no such thing"), failed.getMessage());
        }
        assertThrows(AssertionError.class, () -> Program.of("false").run());
        assertEquals(List.of("a", "b"), Program.of("printf", "a\\nb\\n").run());
    }

    @Test
    void aWaitInVainIsBounded() throws Exception {
        try (var program = Program.of("sleep", "600").start()) {
            var late = assertThrows(AssertionError.class, () -> program.awaitOutput(line -> true, SOON));
            assertTrue(late.getMessage().startsWith("did not come in time"), late.getMessage());
            assertThrows(AssertionError.class, () -> program.awaitExit(SOON));
            program.signal("TERM");
            assertEquals(128 + 15, program.awaitExit());
        }
    }

    /** A container is a JVM that a script started. */
    @Test
    void whatItStartedGoesWithIt() throws Exception {
        ProcessHandle child;
        try (var program = Program.of("sh", "-c", "sleep 600 & echo $!; wait").start()) {
            child = ProcessHandle.of(Long.parseLong(program.awaitOutput(line -> true))).orElseThrow();
        }
        child.onExit().get(RunningProgram.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertFalse(child.isAlive());
    }
}
