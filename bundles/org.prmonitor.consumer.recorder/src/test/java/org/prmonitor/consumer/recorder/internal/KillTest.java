package org.prmonitor.consumer.recorder.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

/** {@code kill -9}, again and again: every event is there once. {@code -Dprmonitor.kills=100} for as many. */
class KillTest {

    private static final int KILLS = Integer.getInteger("prmonitor.kills", 10);
    private static final int MOST_BATCHES = 60;
    private static final int NOBODY = 65_534;

    @TempDir
    private Path temporary;

    private final Random random = new Random();

    @Test
    @Timeout(600)
    void everyEventIsRecordedOnceHoweverOftenTheProcessIsKilled() throws Exception {
        var folder = temporary.resolve("recording");
        for (var kill = 1; kill <= KILLS; kill++) {
            var process = start(folder);
            try (var output = process.inputReader(StandardCharsets.UTF_8)) {
                var batches = random.nextInt(MOST_BATCHES);
                for (var batch = 0; batch < batches; batch++) {
                    awaitLine(output, "recorded");
                }
            } finally {
                process.destroyForcibly();
                assertEquals(128 + 9, process.waitFor());
            }
        }
        Files.createFile(temporary.resolve("end"));
        var process = start(folder);
        String last;
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            last = awaitLine(output, "end ").substring("end ".length());
        }
        assertEquals(0, process.waitFor());
        var sequences = OcsfLines.sequences(OcsfLines.recording(folder));
        // The last place that was kept may lie before the end of what was recorded.
        assertTrue(sequences.size() >= Long.parseLong(last), () -> sequences.size() + " of at least " + last);
        assertEquals(LongStream.rangeClosed(1, sequences.size()).boxed().toList(), sequences);
    }

    /** Root may write anywhere by a capability, without which it is a user like any other. */
    @Test
    @Requires({Requirement.ROOT, Requirement.SETPRIV})
    @Timeout(60)
    void aFolderThatMayNotBeWrittenToIsSaid() throws Exception {
        var foreign = Files.createDirectory(temporary.resolve("foreign"));
        Files.setAttribute(foreign, "unix:uid", NOBODY);
        Files.setPosixFilePermissions(foreign, PosixFilePermissions.fromString("rwxr-xr-x"));
        var process = start(foreign, "setpriv", "--bounding-set=-dac_override,-dac_read_search");
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            assertEquals(
                    "warning: Cannot record: " + foreign.resolve("prmonitor.ocsf.lock")
                            + ": Permission denied; let this user write there, or set another directory. Events wait in the journal meanwhile",
                    awaitLine(output, "warning: "));
            Files.setPosixFilePermissions(foreign, PosixFilePermissions.fromString("rwxrwxrwx"));
            awaitLine(output, "Recording again to " + foreign.resolve("prmonitor.ocsf.jsonl"));
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
    }

    private Process start(Path folder, String... prefix) throws IOException {
        var command = new ArrayList<>(List.of(prefix));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
                System.getProperty("java.class.path"), KilledRecorder.class.getName(), folder.toString(),
                temporary.resolve("place").toString(), temporary.resolve("end").toString()));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static String awaitLine(BufferedReader output, String beginning) throws IOException {
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(beginning)) {
                return line;
            }
        }
        throw new AssertionError("it ended without " + beginning);
    }
}
