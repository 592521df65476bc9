package org.prmonitor.nativeaccess.internal.linux.procfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

/** A tree that looks like {@code /proc} holds what no test can make a kernel hold. */
@Requires(Requirement.LINUX)
class ProcFileSystemTest {

    @TempDir
    Path root;

    private ProcFileSystem files() {
        return new ProcFileSystem(root.toString());
    }

    private Path process(long processId) throws Exception {
        return Files.createDirectories(root.resolve(Long.toString(processId)));
    }

    @Test
    void onlyNumbersAreProcesses() throws Exception {
        for (var name : List.of("1", "4194304", "self", "1a", "99999999999", "sys", "-4", "٣")) {
            Files.createDirectory(root.resolve(name));
        }
        var found = files().processIds();
        Arrays.sort(found);
        assertArrayEquals(new long[] {1, 4194304}, found);
    }

    @Test
    void noProcIsSaid() {
        var failure = assertThrows(ChannelException.class, () -> new ProcFileSystem(root + "/none").processIds());
        assertTrue(failure.describe().contains(root + "/none") && failure.describe().endsWith("mount /proc"), failure.describe());
    }

    @Test
    void statOfAnotherProcessIsNone() throws Exception {
        var line = "43 (x) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 0 0 1 0 77 0 0\n";
        Files.writeString(process(42).resolve("stat"), line);
        Files.writeString(process(43).resolve("stat"), line);
        assertNull(files().stat(42));
        assertEquals(77, files().stat(43).startTicks());
        assertNull(files().stat(44));
    }

    @Test
    void commandLineIsBoundedAndSaysSo() throws Exception {
        for (var length : new int[] {1, 8191, 8192, 8193, 16383, 16384, 16385, 100_000}) {
            var bytes = new byte[length];
            for (var index = 0; index < length; index++) {
                bytes[index] = (byte) (index * 31);
            }
            Files.write(process(42).resolve("cmdline"), bytes);
            var line = files().commandLine(42);
            assertNotNull(line);
            assertArrayEquals(Arrays.copyOf(bytes, Math.min(length, 16384)), line.bytes());
            assertEquals(length > 16384, line.isTruncated(), () -> length + " bytes");
            assertTrue(line.isBestEffort());
        }
    }

    @Test
    void emptyOrMissingCommandLineIsNone() throws Exception {
        Files.write(process(42).resolve("cmdline"), new byte[0]);
        assertNull(files().commandLine(42));
        assertNull(files().commandLine(43));
    }

    @Test
    void markOfADeletedImageIsNotPartOfItsPath() throws Exception {
        Files.createSymbolicLink(process(42).resolve("exe"), Path.of("/opt/gone (deleted)"));
        assertEquals("/opt/gone", files().image(42));
        var called = Files.createFile(root.resolve("file (deleted)"));
        Files.createSymbolicLink(process(43).resolve("exe"), called);
        assertEquals(called.toString(), files().image(43));
        assertNull(files().image(44));
    }

    @Test
    void imageIsUtf8InEveryLocale() throws Exception {
        // Written by a shell, because this JVM may run in a locale that has no such names.
        process(42);
        var script = "ln -s \"$(printf '/opt/\\303\\244%%41\\377 x')\" " + root + "/42/exe";
        assertEquals(0, new ProcessBuilder("sh", "-c", script).inheritIO().start().waitFor());
        assertEquals("/opt/ä%41\ufffd x", files().image(42));
    }

    @Test
    void whereTheLeaderEndedAThreadHasTheImage() throws Exception {
        var threads = process(42).resolve("task");
        Files.write(Files.createDirectories(threads.resolve("42")).resolve("cmdline"), new byte[0]);
        var thread = Files.createDirectories(threads.resolve("47"));
        Files.writeString(thread.resolve("cmdline"), "a\0b\0");
        Files.createSymbolicLink(thread.resolve("exe"), Path.of("/bin/a"));
        var leaderless = new ProcessStat(42, 'Z', 1, 1, 2, 77, 0);
        assertEquals(List.of("a", "b"), files().commandLine(leaderless).arguments());
        assertEquals("/bin/a", files().image(leaderless));
        assertFalse(leaderless.isDead());
    }
}
