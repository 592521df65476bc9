package org.prmonitor.nativeaccess.internal.linux.ebpf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.nativeaccess.internal.linux.Errno;
import org.prmonitor.nativeaccess.internal.linux.LinuxLibrary;
import org.prmonitor.nativeaccess.internal.linux.OwnedDescriptor;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

/** What a process that is killed leaves in the kernel. */
@Requires({Requirement.EBPF, Requirement.ROOT})
class EbpfKillTest {

    /** In {@code /proc/PID/fdinfo}, and the command of bpf(2) that opens a thing by this number. */
    private static final Map<String, Integer> OPEN_BY_ID = Map.of("prog_id", 13, "map_id", 14, "link_id", 30);

    private static final int BPF = "aarch64".equals(System.getProperty("os.arch")) ? 280 : 321;

    @Test
    void killedProcessLeavesNothingAttached(@TempDir Path folder) throws Exception {
        var process = new ProcessBuilder(ChildJvm.command(folder)).start();
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertTrue(output.readLine().startsWith("ready "));
        assertEquals("open", output.readLine());
        var held = held(process.pid());
        assertEquals(2, count(held, "prog_id"), held::toString);
        assertEquals(2, count(held, "link_id"), held::toString);
        assertEquals(5, count(held, "map_id"), held::toString);
        assertEquals(held, existing(held));

        process.destroyForcibly().waitFor();
        // The kernel frees them after a grace period.
        var deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        var left = existing(held);
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            Thread.yield();
            left = existing(held);
        }
        assertEquals(new TreeMap<>(), left);
    }

    private static int count(Map<String, TreeSet<Integer>> held, String kind) {
        return held.getOrDefault(kind, new TreeSet<>()).size();
    }

    private static Map<String, TreeSet<Integer>> held(long processId) throws IOException {
        var held = new TreeMap<String, TreeSet<Integer>>();
        try (var files = Files.list(Path.of("/proc/" + processId + "/fdinfo"))) {
            for (var file : files.toList()) {
                for (var line : Files.readAllLines(file)) {
                    var parts = line.split(":\\s*");
                    if (parts.length == 2 && OPEN_BY_ID.containsKey(parts[0])) {
                        held.computeIfAbsent(parts[0], kind -> new TreeSet<>()).add(Integer.valueOf(parts[1]));
                    }
                }
            }
        }
        return held;
    }

    private static Map<String, TreeSet<Integer>> existing(Map<String, TreeSet<Integer>> held) throws Exception {
        var library = LinuxLibrary.load();
        var existing = new TreeMap<String, TreeSet<Integer>>();
        for (var kind : held.keySet()) {
            for (var id : held.get(kind)) {
                var attribute = LinuxLibrary.allocate(128).putInt(0, id);
                var descriptor = (int) library.syscall(BPF, OPEN_BY_ID.get(kind), LinuxLibrary.address(attribute), 128, 0, 0);
                if (descriptor >= 0) {
                    new OwnedDescriptor(library, descriptor).close();
                    existing.computeIfAbsent(kind, name -> new TreeSet<>()).add(id);
                } else {
                    assertEquals(-Errno.ENOENT, descriptor);
                }
            }
        }
        return existing;
    }
}
