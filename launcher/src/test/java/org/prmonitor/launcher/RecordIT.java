package org.prmonitor.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.consumer.recorder.internal.OcsfLines;
import org.prmonitor.launcher.deployed.RecorderSwapper;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

/**
 * {@code --record} with the real kernel and real processes. Every line is validated against OCSF's schemas.
 * {@code -Dprmonitor.kills=100} for as many kills.
 */
@Requires(Requirement.EBPF)
class RecordIT {

    private static final int KILLS = Integer.getInteger("prmonitor.kills", 5);
    private static final int MOST_MILLISECONDS = 400;

    @TempDir
    private Path temporary;

    @Test
    @Timeout(120)
    void whatIsPrintedIsRecorded() throws Exception {
        var folder = temporary.resolve("recording");
        long pid;
        try (var prmonitor = PrMonitorProcess.start("--format=json", "--types=started,forked,exited", "--snapshot", "--record=" + folder)) {
            prmonitor.awaitReady();
            var process = new ProcessBuilder("sh", "-c", "/bin/true 'a b' \"$(printf '\\377')\"; exit 3").start();
            pid = process.pid();
            assertEquals(3, process.waitFor());
            prmonitor.awaitOutput(line -> line.contains("\"process.id\":" + pid + ",") && line.contains("\"exit.code\":3"));
            prmonitor.interrupt();
            assertEquals(0, prmonitor.awaitExit(), prmonitor::describe);
            var recorded = OcsfLines.recording(folder);
            assertEveryNumberOnce(recorded);
            var printed = Stream.of(prmonitor).lines().stream().map(line -> line.number("sequence")).toList();
            assertEquals(printed, OcsfLines.sequences(recorded).subList(0, printed.size()), "it is printed until Ctrl-C, and recorded to the end");
            assertEquals(1, launches(recorded, pid, "Fork").size());
            var exec = launches(recorded, pid, "Exec");
            assertTrue(exec.get(exec.size() - 1).at("/process/cmd_line").textValue().startsWith("sh -c /bin/true"), exec::toString);
            assertTrue(recorded.stream().anyMatch(line -> line.at("/activity_name").asText().equals("Snapshot")));
            var exit = recorded.stream()
                    .filter(line -> line.at("/activity_id").intValue() == 2 && line.at("/process/pid").longValue() == pid)
                    .toList();
            assertEquals(List.of(3), exit.stream().map(line -> line.at("/exit_code").intValue()).toList());
            var child = recorded.stream()
                    .filter(line -> line.at("/process/parent_process/pid").longValue() == pid && line.has("launch_type")
                            && line.at("/launch_type").textValue().equals("Exec"))
                    .toList();
            assertEquals(1, child.size());
            assertEquals("/bin/true a b \ufffd", child.get(0).at("/process/cmd_line").textValue());
            assertEquals("a b", child.get(0).at("/unmapped/command.args/1").textValue());
        }
    }

    /** Each event that the journal on disk took is in the recording once, however often the program is killed. */
    @Test
    @Timeout(900)
    void nothingIsMissingOrTwiceHoweverOftenItIsKilled() throws Exception {
        var folder = temporary.resolve("recording");
        var random = new Random();
        var config = Files.createDirectory(temporary.resolve("config"));
        // Small files, so that it is killed while it rotates and compresses, too.
        Files.writeString(config.resolve("org.prmonitor.consumer.recorder.cfg"), "rotateBytes=100000\n");
        var storm = new ProcessBuilder("sh", "-c", "while :; do /bin/true; /bin/true; /bin/true; done").start();
        try {
            for (var kill = 1; kill <= KILLS; kill++) {
                try (var prmonitor = record(folder, config)) {
                    assertEquals("linux-ebpf", prmonitor.awaitReady());
                    // A random moment is what is tested.
                    Thread.sleep(Duration.ofMillis(random.nextInt(MOST_MILLISECONDS)).toMillis());
                    prmonitor.signal("KILL");
                    assertEquals(128 + 9, prmonitor.awaitExit());
                }
            }
            try (var prmonitor = record(folder, config)) {
                prmonitor.awaitReady();
                prmonitor.awaitOutput(line -> line.contains("ProcessEvent/EXITED"));
                prmonitor.interrupt();
                assertEquals(0, prmonitor.awaitExit(), prmonitor::describe);
                var recorded = OcsfLines.recording(folder);
                assertEveryNumberOnce(recorded);
                var printed = Stream.of(prmonitor).lines();
                var last = printed.get(printed.size() - 1).number("sequence");
                assertTrue(last <= recorded.get(recorded.size() - 1).at("/metadata/sequence").longValue(), "to the last event");
                assertEquals(1, new HashSet<>(recorded.stream().map(RecordIT::journal).toList()).size(), "one numbering over all lives");
                var gaps = recorded.stream().filter(line -> line.at("/activity_name").asText().equals("Events Lost")).toList();
                assertEquals(KILLS, gaps.size(), () -> "what happened while nobody watched is said: " + gaps);
            }
        } finally {
            storm.destroyForcibly().waitFor();
        }
    }

    /** The recording's disk is full, its journal's is not: the stream does not notice, and the recording gets everything later. */
    @Test
    @Requires(Requirement.ROOT)
    @Timeout(120)
    void aFullDiskDelaysNobodyElseAndLosesNothing() throws Exception {
        var folder = Files.createDirectory(temporary.resolve("recording"));
        run("mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", folder.toString());
        try {
            Files.createSymbolicLink(folder.resolve("journal"), Files.createDirectory(temporary.resolve("journal")));
            try (var prmonitor = PrMonitorProcess.start("-v", "--format=json", "--record=" + folder)) {
                prmonitor.awaitReady();
                Files.write(folder.resolve("filler"), new byte[64 * 1024]);
                var storm = new ProcessBuilder("sh", "-c", "i=0; while [ $i -lt 100 ]; do /bin/true; i=$((i+1)); done; exit 7").start();
                assertEquals(7, storm.waitFor());
                prmonitor.awaitOutput(line -> line.contains("\"process.id\":" + storm.pid() + ",") && line.contains("\"exit.code\":7"));
                var said = prmonitor.awaitError(line -> line.contains("Cannot record"));
                assertTrue(said.contains("No space left on device; free space there"), said);
                run("mount", "-o", "remount,size=10m", folder.toString());
                prmonitor.awaitError(line -> line.contains("Recording again to " + folder.resolve("prmonitor.ocsf.jsonl")));
                prmonitor.interrupt();
                assertEquals(0, prmonitor.awaitExit(), prmonitor::describe);
                assertEquals(1, prmonitor.error().stream().filter(line -> line.contains("Cannot record")).count(), prmonitor::describe);
                var recorded = OcsfLines.recording(folder);
                assertEveryNumberOnce(recorded);
                assertTrue(recorded.size() >= Stream.of(prmonitor).lines().size());
                assertTrue(recorded.stream().noneMatch(line -> line.at("/activity_name").asText().equals("Events Lost")));
            }
        } finally {
            run("umount", folder.toString());
        }
    }

    /** The recorder is updated, stopped and started while events flow: its successor goes on where it left off. */
    @Test
    @Timeout(180)
    void aSwappedRecorderMissesNothingAndRecordsNothingTwice() throws Exception {
        var folder = temporary.resolve("recording");
        var deploy = Files.createDirectory(temporary.resolve("deploy"));
        try (var prmonitor = PrMonitorProcess.start("--format=json", "--record=" + folder, "--deploy=" + deploy)) {
            prmonitor.awaitReady();
            var storm = new ProcessBuilder("sh", "-c", "while :; do /bin/true; /bin/true; /bin/true; done").start();
            try {
                DeployedJar.drop(deploy, RecorderSwapper.class, "1.0.0");
                prmonitor.awaitError("swapped"::equals);
            } finally {
                storm.destroyForcibly().waitFor();
            }
            var end = new ProcessBuilder("sh", "-c", "exit 9").start();
            assertEquals(9, end.waitFor());
            prmonitor.awaitOutput(line -> line.contains("\"process.id\":" + end.pid() + ",") && line.contains("\"exit.code\":9"));
            prmonitor.interrupt();
            assertEquals(0, prmonitor.awaitExit(), prmonitor::describe);
            var recorded = OcsfLines.recording(folder);
            assertEveryNumberOnce(recorded);
            var printed = Stream.of(prmonitor).lines().stream().map(line -> line.number("sequence")).toList();
            assertEquals(printed, OcsfLines.sequences(recorded).subList(0, printed.size()));
        }
    }

    private static void run(String... command) throws Exception {
        assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor(), () -> String.join(" ", command));
    }

    private static PrMonitorProcess record(Path folder, Path config) throws IOException {
        return PrMonitorProcess.start("--format=json", "--record=" + folder, "--config=" + config);
    }

    private static String journal(JsonNode line) {
        return line.at("/metadata/uid").textValue().split(":")[0];
    }

    private static List<JsonNode> launches(List<JsonNode> lines, long pid, String type) {
        return lines.stream()
                .filter(line -> line.path("launch_type").asText().equals(type) && line.at("/process/pid").longValue() == pid)
                .toList();
    }

    /** As an event, or in the bounds of a loss that stands in its place. */
    private static void assertEveryNumberOnce(List<JsonNode> lines) {
        var next = 1L;
        for (var line : lines) {
            var from = line.at("/unmapped/lost.from");
            assertEquals(next, from.isMissingNode() ? line.at("/metadata/sequence").longValue() : from.longValue(), () -> line.at("/metadata/uid") + " " + line.at("/activity_name") + " " + line.at("/message"));
            next = line.at("/metadata/sequence").longValue() + 1;
        }
    }
}
