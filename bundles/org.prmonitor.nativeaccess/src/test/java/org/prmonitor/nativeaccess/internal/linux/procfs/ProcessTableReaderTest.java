package org.prmonitor.nativeaccess.internal.linux.procfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

@Requires(Requirement.LINUX)
class ProcessTableReaderTest {

    private static final long BOOT = 0x9f86d081884c7d65L;

    @Test
    void thisProcessIsReadAsItIs() throws Exception {
        var reader = new ProcessTableReader(BOOT, new UptimeTimeline());
        var before = Instant.now();
        var self = ProcessHandle.current();
        var row = reader.read().stream().filter(found -> found.processId() == self.pid()).findFirst().orElseThrow();
        assertEquals(BOOT, row.key().boot());
        assertEquals(self.parent().orElseThrow().pid(), row.parentId());
        assertEquals(self.parent().orElseThrow().pid(), row.parentKey().processId());
        assertEquals(Path.of(self.info().command().orElseThrow()).toRealPath().toString(), row.imagePath());
        assertEquals(Files.readAllBytes(Path.of("/proc/self/cmdline")).length, row.commandLine().bytes().length);
        assertEquals(Long.valueOf(statusNumber("Uid:")), row.subject().userId());
        assertEquals(Long.valueOf(statusNumber("Gid:")), row.subject().groupId());
        assertFalse(row.observedAt().isBefore(before));
        // ProcessHandle rounds the boot time to a second.
        var difference = Duration.between(self.info().startInstant().orElseThrow(), row.startTime()).abs();
        assertTrue(difference.compareTo(Duration.ofSeconds(2)) < 0, difference::toString);
        var single = reader.read(self.pid());
        assertNotNull(single);
        assertEquals(row.key(), single.key());
        assertEquals(row.parentKey(), single.parentKey());
    }

    private static String statusNumber(String label) throws Exception {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith(label))
                .map(line -> line.split("\t")[1])
                .findFirst()
                .orElseThrow();
    }

    @Test
    void argumentsAreBytesAndAnEndedProcessIsNoRow() throws Exception {
        var arguments = List.of("sh", "-c", "read line; exit 3", "new\nline", "\u001b[31m (x) R", "");
        var child = new ProcessBuilder(arguments).start();
        try {
            var reader = new ProcessTableReader(BOOT, new UptimeTimeline());
            // start() returns when the child has executed.
            var row = reader.read(child.pid());
            assertNotNull(row);
            assertEquals(arguments, row.commandLine().arguments());
            child.getOutputStream().close();
            assertEquals(3, child.waitFor());
            assertNull(reader.read(child.pid()));
            assertEquals(ProcessHandle.current().pid(), row.parentId());
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    void zombieIsNoRow() throws Exception {
        // The shell becomes a program that waits for nobody, and then its child ends.
        var script = "exec 3<&0; (read line <&3) & echo $!; exec sleep 1000";
        var child = new ProcessBuilder("sh", "-c", script).start();
        try {
            var pid = Long.parseLong(child.inputReader().readLine());
            var files = new ProcFileSystem();
            for (var line = ""; !line.startsWith("sleep"); line = String.valueOf(files.commandLine(child.pid()))) {
                Thread.onSpinWait();
            }
            child.outputWriter().append('\n').close();
            var stat = files.stat(pid);
            while (stat != null && !stat.isDead()) {
                Thread.onSpinWait();
                stat = files.stat(pid);
            }
            assertNotNull(stat, "nobody waits for it, so that it stays");
            var reader = new ProcessTableReader(BOOT, new UptimeTimeline());
            assertNull(reader.read(pid));
            assertTrue(reader.read().stream().noneMatch(row -> row.processId() == pid));
            assertTrue(reader.scan().stream().noneMatch(found -> found.processId() == pid));
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    @Test
    void kernelThreadHasNeitherImageNorCommandLine(@TempDir Path root) throws Exception {
        write(root, 2, 0, 5, "");
        Files.write(root.resolve("2/cmdline"), new byte[0]);
        var row = reader(root).read(2);
        assertNotNull(row);
        assertNull(row.imagePath());
        assertNull(row.commandLine());
        assertNull(row.parentId());
        assertNull(row.subject().sessionId());
        assertNull(row.subject().userId(), "no status could be read");
    }

    @Test
    void parentYoungerThanItsChildIsAnotherProcess(@TempDir Path root) throws Exception {
        write(root, 10, 0, 500, "");
        write(root, 11, 10, 600, "");
        write(root, 12, 10, 400, "");
        write(root, 13, 99, 400, "");
        var keys = reader(root).read().stream().collect(Collectors.toMap(RunningProcess::processId, row -> java.util.Optional.ofNullable(row.parentKey())));
        assertEquals(new ProcessKey(BOOT, 10, 500), keys.get(11L).orElseThrow());
        assertTrue(keys.get(12L).isEmpty());
        assertTrue(keys.get(13L).isEmpty());
        assertNull(reader(root).read(12).parentKey());
    }

    @Test
    void rowWithoutStatIsLeftOut(@TempDir Path root) throws Exception {
        write(root, 10, 0, 500, "");
        Files.createDirectory(root.resolve("11"));
        Files.createDirectory(root.resolve("12"));
        Files.writeString(root.resolve("12/stat"), "12 (cut");
        assertEquals(List.of(10L), reader(root).read().stream().map(RunningProcess::processId).toList());
        assertEquals(List.of(10L), reader(root).scan().stream().map(ProcessStat::processId).toList());
    }

    @Test
    void scanAndReadMakeTheSameKeys() throws Exception {
        var reader = new ProcessTableReader(BOOT, new UptimeTimeline());
        var scanned = reader.scan().stream().map(reader::key).collect(Collectors.toSet());
        var lasting = reader.read().stream().filter(row -> row.startTime().isBefore(Instant.now().minusSeconds(1)))
                .sorted(Comparator.comparingLong(RunningProcess::processId)).map(RunningProcess::key).toList();
        assertTrue(scanned.contains(lasting.get(0)));
        assertTrue(lasting.stream().filter(scanned::contains).count() >= lasting.size() / 2);
    }

    private static ProcessTableReader reader(Path root) throws Exception {
        return new ProcessTableReader(BOOT, new UptimeTimeline(), new ProcFileSystem(root.toString()));
    }

    private static void write(Path root, long pid, long parent, long start, String commandLine) throws Exception {
        var directory = Files.createDirectories(root.resolve(Long.toString(pid)));
        Files.writeString(directory.resolve("stat"), pid + " (x) S " + parent + " 0 0 0 -1 0 0 0 0 0 0 0 0 0 0 0 1 0 " + start + " 0 0\n");
        Files.writeString(directory.resolve("cmdline"), commandLine);
    }
}
