package org.prmonitor.bench.internal.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What puts the audit back, with an auditctl that writes down how it is called. */
@EnabledOnOs(OS.LINUX)
class AuditGuardTest {

    private static final AuditStatus BEFORE = new AuditStatus(0, 2, 0, 5, 64);
    private static final List<String> PUT_BACK = List.of("-D -k prmonitor-bench", "-e 0 -f 2 -r 5 -b 64");
    private static final long PATIENCE_SECONDS = 30;

    @TempDir
    private Path folder;

    private Path configuration;
    private Path calls;

    @BeforeEach
    void replaceAuditctl() throws IOException {
        configuration = Files.createDirectory(folder.resolve("with a space"));
        calls = folder.resolve("calls");
        var program = folder.resolve("auditctl");
        Files.writeString(program, "#!/bin/sh\necho \"$@\" >>\"" + calls + "\"\n");
        assertTrue(program.toFile().setExecutable(true));
    }

    private Process guard() throws IOException {
        var builder = new ProcessBuilder(AuditSetup.guard(configuration, BEFORE)).redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile());
        builder.environment().merge("PATH", folder.toString(), (path, ours) -> ours + ':' + path);
        return builder.start();
    }

    private static Process daemon(Path configuration) throws IOException {
        return new ProcessBuilder("sh", "-c", "read -r nothing", "auditd", configuration.toString()).start();
    }

    private static void tell(Process guard, Process daemon) throws IOException {
        guard.getOutputStream().write((daemon.pid() + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static int end(Process guard) throws IOException, InterruptedException {
        guard.getOutputStream().close();
        assertTrue(guard.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
        return guard.exitValue();
    }

    @Test
    void itPutsBackAlsoWhereNoDaemonHasCome() throws Exception {
        assertEquals(0, end(guard()));
        assertEquals(PUT_BACK, Files.readAllLines(calls));
    }

    @Test
    void itEndsTheDaemon() throws Exception {
        var daemon = daemon(configuration);
        var guard = guard();
        tell(guard, daemon);
        assertEquals(0, end(guard));
        assertTrue(daemon.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertEquals(128 + 15, daemon.exitValue());
        assertEquals(PUT_BACK, Files.readAllLines(calls));
    }

    @Test
    void whoHasTheProcessIdOfTheDaemonNowIsLeftAlone() throws Exception {
        var other = daemon(folder);
        try {
            var guard = guard();
            tell(guard, other);
            assertEquals(0, end(guard));
            assertTrue(other.isAlive());
            assertEquals(PUT_BACK, Files.readAllLines(calls));
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void nothingIsPutBackBeforeTheEndAndCtrlCIsNoEnd() throws Exception {
        var daemon = daemon(configuration);
        var guard = guard();
        tell(guard, daemon);
        guard.getOutputStream().flush();
        // It waits for the end of its input in a program of its own.
        while (guard.children().findAny().isEmpty()) {
            assertTrue(guard.isAlive());
            Thread.onSpinWait();
        }
        for (var ignored : List.of("-INT", "-TERM", "-HUP")) {
            new ProcessBuilder("kill", ignored, Long.toString(guard.pid())).start().waitFor();
        }
        assertTrue(guard.isAlive());
        assertFalse(Files.exists(calls));
        assertEquals(0, end(guard));
        assertEquals(PUT_BACK, Files.readAllLines(calls));
    }

    @Test
    void thatItFailedIsSaid() throws Exception {
        Files.writeString(folder.resolve("auditctl"), "#!/bin/sh\necho refused\nexit 1\n");
        assertEquals(1, end(guard()));
        assertTrue(Files.readString(folder.resolve("said")).contains("refused"));
    }
}
