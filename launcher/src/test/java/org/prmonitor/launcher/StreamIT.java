package org.prmonitor.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.prmonitor.api.event.EventKeys;
import org.prmonitor.api.event.EventTopics;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

/** The distribution as its user has it: started by its script, told what to do by options and signals. */
@Requires(Requirement.LINUX)
@Timeout(180)
class StreamIT {

    /** In the command line of a process that a test starts, and of no other. */
    private final String mark = UUID.randomUUID().toString();

    @Test
    @Requires(Requirement.EBPF)
    void whatHappensBetweenReadyAndCtrlCIsPrintedAsJson() throws Exception {
        try (var prmonitor = PrMonitorProcess.start("--format=json")) {
            assertEquals("linux-ebpf", prmonitor.awaitReady());
            var pids = List.of(run(0), run(1), run(42));
            prmonitor.interrupt();
            assertEquals(0, prmonitor.awaitExit(), prmonitor::describe);

            var events = JsonLine.parse(prmonitor.output());
            var sequence = 0L;
            for (var event : events) {
                assertEquals(EventKeys.TOPIC, event.values().keySet().iterator().next());
                assertEquals(++sequence, event.number(EventKeys.SEQUENCE), "nothing is missing, nothing comes twice");
            }
            var ours = events.stream().filter(event -> String.valueOf(event.get(EventKeys.COMMAND_LINE)).contains(mark)).toList();
            assertEquals(Set.copyOf(pids), ours.stream().map(event -> event.number(EventKeys.PROCESS_ID)).collect(Collectors.toSet()));
            assertEquals(
                    List.of(List.of("sh", "-c", "exit 42", mark)),
                    ours.stream()
                            .filter(event -> event.topic().equals(EventTopics.PROCESS_STARTED) && event.number(EventKeys.PROCESS_ID) == pids.get(2))
                            .map(event -> event.get(EventKeys.COMMAND_ARGS))
                            .toList());
            assertEquals(
                    List.of(0L, 1L, 42L),
                    ours.stream()
                            .filter(event -> event.topic().equals(EventTopics.PROCESS_EXITED))
                            .map(event -> event.get(EventKeys.EXIT_CODE))
                            .toList());

            var error = String.join("\n", prmonitor.error());
            assertTrue(error.contains(" events in ") && error.contains("none lost"), error);
            for (var part : List.of("started", "exited", "kernel", "journal", "event-admin")) {
                assertTrue(error.contains("\n    " + part + " "), error);
            }
            assertEquals(List.of(), prmonitor.leftovers());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void aSignalBeforeReadyEndsItWithoutATrace(String signal) throws Exception {
        try (var prmonitor = PrMonitorProcess.start(List.of(), Map.of("JAVA_OPTS", "-Dprmonitor.trace=start"))) {
            prmonitor.awaitError(line -> line.endsWith("org.apache.felix.configadmin"));
            prmonitor.signal(signal);
            prmonitor.awaitExit();
            // A busy machine may let it become ready before the signal comes.
            assertTrue(
                    prmonitor.error().stream()
                            .anyMatch(line -> line.equals("prmonitor: stopped before it was ready") || line.contains(" events in ")),
                    prmonitor::describe);
            assertEquals(List.of(), prmonitor.leftovers());
        }
    }

    @Test
    void aDurationEndsIt() throws Exception {
        try (var prmonitor = PrMonitorProcess.start("run", "--duration=1ms")) {
            assertEquals(0, prmonitor.awaitExit(), prmonitor::describe);
            assertTrue(prmonitor.error().stream().anyMatch(line -> line.contains(" events in ")), prmonitor::describe);
        }
    }

    @Test
    @Requires(Requirement.EBPF)
    void textShowsCommandLinesAndExitStatusInWords() throws Exception {
        try (var prmonitor = PrMonitorProcess.start("--filter=(command.line=*" + mark + ")")) {
            prmonitor.awaitReady();
            var pid = run(3);
            prmonitor.awaitOutput(line -> line.contains("exit 3 "));
            prmonitor.interrupt();
            assertEquals(0, prmonitor.awaitExit());
            var lines = prmonitor.output();
            assertEquals(3, lines.size(), prmonitor::describe);
            assertTrue(lines.get(0).startsWith("TIME "), lines.get(0));
            assertTrue(lines.get(1).contains("  started ") && lines.get(1).endsWith("  sh -c exit 3 " + mark), lines.get(1));
            assertTrue(lines.get(2).contains("  exited ") && lines.get(2).contains(" " + pid + " "), lines.get(2));
            assertFalse(String.join("", lines).contains("\u001b"), "no colour where no terminal is");
        }
    }

    @Test
    void aReaderThatHasSeenEnoughEndsItQuietly() throws Exception {
        try (var prmonitor = PrMonitorProcess.start("--format=json")) {
            prmonitor.awaitReady();
            prmonitor.closeOutput();
            // The first batch may still be taken by a read that was under way, and it is a write that finds nobody there.
            do {
                run(0);
            } while (prmonitor.isRunning());
            assertEquals(0, prmonitor.awaitExit(), prmonitor::describe);
            assertFalse(String.join("\n", prmonitor.error()).contains("Exception"), prmonitor::describe);
            assertEquals(List.of(), prmonitor.leftovers());
        }
    }

    @Test
    void aChannelThatIsNotThereIsAFailureThatNamesThoseThatAre() throws Exception {
        try (var prmonitor = PrMonitorProcess.start("--channel=nonsense")) {
            assertEquals(1, prmonitor.awaitExit());
            assertTrue(
                    prmonitor.error().stream().anyMatch(line -> line.startsWith("prmonitor: not ready: ") && line.contains("linux-netlink")),
                    prmonitor::describe);
            assertEquals(List.of(), prmonitor.output());
        }
    }

    @Test
    void wrongUseIsCodeTwoAndSaysNothingOnStandardOutput() throws Exception {
        try (var prmonitor = PrMonitorProcess.start("--types=nonsense")) {
            assertEquals(2, prmonitor.awaitExit());
            assertEquals(List.of(), prmonitor.output());
        }
    }

    @Test
    @Requires(Requirement.EBPF)
    void theCommandLineWinsOverAFileAndTheFileOverTheDefault(@TempDir Path config) throws Exception {
        Files.writeString(config.resolve("org.prmonitor.consumer.console.cfg"), "format=text\n");
        Files.writeString(config.resolve("org.prmonitor.source.cfg"), "types=exited\n");
        try (var prmonitor = PrMonitorProcess.start("--format=json", "--config=" + config)) {
            prmonitor.awaitReady();
            run(7);
            prmonitor.awaitOutput(line -> line.contains(mark));
            prmonitor.interrupt();
            assertEquals(0, prmonitor.awaitExit());
            var topics = JsonLine.parse(prmonitor.output()).stream().map(JsonLine::topic).collect(Collectors.toSet());
            assertEquals(Set.of(EventTopics.PROCESS_EXITED), topics);
        }
        assertEquals("types=exited\n", Files.readString(config.resolve("org.prmonitor.source.cfg")), "the user's file stays as it is");
    }

    @Test
    void versionAndHelpAnswerWithoutAFramework() throws Exception {
        try (var version = PrMonitorProcess.start("version"); var help = PrMonitorProcess.start("--help")) {
            assertEquals(0, version.awaitExit());
            assertTrue(version.output().get(0).matches("prmonitor \\d+\\.\\d+\\.\\d+.*"), version::describe);
            assertEquals(0, help.awaitExit());
            assertTrue(help.output().get(0).startsWith("Usage: prmonitor "), help::describe);
        }
    }

    /** Runs a process that returns a code, and waits for its end; its id. */
    private long run(int code) throws IOException, InterruptedException {
        var process = new ProcessBuilder("sh", "-c", "exit " + code, mark).start();
        assertEquals(code, process.waitFor());
        return process.pid();
    }
}
