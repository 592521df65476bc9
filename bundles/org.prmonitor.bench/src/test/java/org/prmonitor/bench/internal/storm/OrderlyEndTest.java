package org.prmonitor.bench.internal.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.testkit.Program;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;
import org.prmonitor.testkit.RunningProgram;

/** A bench in a JVM of its own that is ended while a tool runs, which is a script in the place of prmonitor. */
@Requires({Requirement.LINUX, Requirement.GCC})
@Timeout(120)
class OrderlyEndTest {

    private static final String RETURNED = "returned";

    private static final int SIGNALLED = 128;

    @TempDir
    private Path home;

    @TempDir
    private Path temporary;

    private Path pipe;

    /** It makes a file as prmonitor does, says its process id, and goes on. */
    @BeforeEach
    void replacePrmonitor() throws Exception {
        pipe = home.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        var program = Files.createDirectory(home.resolve("bin")).resolve("prmonitor");
        Files.writeString(program, "#!/bin/sh\ntouch \"$TMPDIR/left\"\necho $$ >'" + pipe + "'\nread -r nothing\n");
        assertTrue(program.toFile().setExecutable(true));
    }

    /** The bench: its arguments are the home of prmonitor and how many processes a storm has. */
    static final class Bench {

        private Bench() {}

        public static void main(String... arguments) throws Exception {
            var settings = new StormSettings(Integer.parseInt(arguments[1]), 1, List.of(StormKind.SEQUENTIAL), false, List.of());
            try {
                new StormRun(settings, Path.of(arguments[0]), System.err::println).run();
            } finally {
                System.out.println(RETURNED);
            }
        }
    }

    private RunningProgram start() throws IOException {
        // Where these tests run in a script's background, Ctrl-C would be ignored.
        return Program.of(
                        "env", "--default-signal=INT",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Bench.class.getName(),
                        home.toString(),
                        "100")
                .start();
    }

    private void assertNothingIsLeft(String signal, int number) throws Exception {
        try (var bench = start()) {
            var tool = ProcessHandle.of(Long.parseLong(Files.readString(pipe).strip())).orElseThrow();
            try (var files = Files.walk(temporary)) {
                assertTrue(files.anyMatch(file -> file.endsWith("left")), "what the tool makes is in the folder of the bench");
            }
            bench.signal(signal);
            bench.assertExit(SIGNALLED + number);
            assertFalse(tool.isAlive(), bench::describe);
            assertEquals(List.of(), List.of(temporary.toFile().list()), bench::describe);
            assertEquals(List.of(), bench.output(), "nobody begins something else");
        }
    }

    @Test
    void aTerminationLeavesNothing() throws Exception {
        assertNothingIsLeft("TERM", 15);
    }

    @Test
    void anInterruptOfTheBenchAloneLeavesNothing() throws Exception {
        assertNothingIsLeft("INT", 2);
    }

    @Test
    void whatIsNotEndedReturns() throws Exception {
        try (var bench = start()) {
            var tool = ProcessHandle.of(Long.parseLong(Files.readString(pipe).strip())).orElseThrow();
            tool.destroy();
            bench.assertExit(1);
            assertEquals(List.of(RETURNED), bench.output());
            assertEquals(List.of(), List.of(temporary.toFile().list()), bench::describe);
        }
    }
}
