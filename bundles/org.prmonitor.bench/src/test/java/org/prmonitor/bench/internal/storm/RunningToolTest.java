package org.prmonitor.bench.internal.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** How a tool is ended: it has to write all that it had. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class RunningToolTest {

    @TempDir
    private Path folder;

    /** Who opens it waits for the other one. */
    private Path ready;

    @BeforeEach
    void makePipe() throws IOException, InterruptedException {
        ready = folder.resolve("ready");
        assertEquals(0, new ProcessBuilder("mkfifo", ready.toString()).start().waitFor());
    }

    /** Starts a shell that says when its traps are set, and then waits; returns what it has written when it was asked to end. */
    private List<String> writtenBy(String disposition, String traps) throws Exception {
        var script = traps + "; echo ready >\"$1\"; read -r nothing; echo read on";
        // How these tests were started says nothing of the tool then.
        var command = List.of("env", "--" + disposition + "-signal=INT", "sh", "-c", script, "tool", ready.toString());
        try (var tool = RunningTool.start(Tool.of("tool", null, List.of(), List.of(command)), folder)) {
            assertEquals("ready\n", Files.readString(ready));
            tool.interrupt();
            return Files.readAllLines(tool.outputs().get(0));
        }
    }

    @Test
    void itIsInterruptedAsByCtrlC() throws Exception {
        assertEquals(List.of("all of it"), writtenBy("default", "trap 'echo all of it; exit' INT; trap 'echo killed; exit' TERM"));
    }

    @Test
    void oneThatIgnoresThisFromItsStartIsTerminated() throws Exception {
        assertEquals(List.of("all of it"), writtenBy("ignore", "trap 'echo all of it; exit' TERM"));
    }
}
