package org.prmonitor.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

/** The same program with fewer rights: it takes what it can have, says why it is not more, and doctor agrees. */
@Requires({Requirement.EBPF, Requirement.ROOT, Requirement.SETPRIV})
@Timeout(180)
class RightsIT {

    private static final String NOBODY = "65534";

    @TempDir
    private Path folder;

    /** Where nobody can read it, wherever the build is. */
    private Path distribution;

    @BeforeEach
    void copyDistribution() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        distribution = folder.resolve("prmonitor");
        try (var files = Files.walk(PrMonitorProcess.distribution())) {
            for (var file : files.toList()) {
                var copy = distribution.resolve(PrMonitorProcess.distribution().relativize(file).toString());
                Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                var permissions = Files.isDirectory(copy) || Files.isExecutable(copy) ? "rwxr-xr-x" : "rw-r--r--";
                Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString(permissions));
            }
        }
    }

    @Test
    void benchThatFillsTheRingIsForRootAndSaysSo() throws Exception {
        try (var bench = start(List.of(), "bench", "kernel")) {
            assertEquals(1, bench.awaitExit(), bench::describe);
            assertTrue(bench.error().stream().anyMatch(line -> line.startsWith("prmonitor: bench: kernel: run as root")), bench::describe);
        }
    }

    @Test
    void withoutRightsItFallsBackAndSaysWhyInOneLine() throws Exception {
        try (var prmonitor = start(List.of(), "--format=json")) {
            assertEquals("linux-netlink", prmonitor.awaitReady());
            var reasons = prmonitor.error().stream().filter(line -> line.contains("linux-ebpf")).toList();
            assertEquals(1, reasons.size(), prmonitor::describe);
            assertTrue(reasons.get(0).contains("EPERM") && reasons.get(0).contains("CAP_BPF"), reasons.get(0));
            new ProcessBuilder("true").start().waitFor();
            prmonitor.awaitOutput(line -> line.contains("ProcessEvent/EXITED"));
            prmonitor.interrupt();
            assertEquals(0, prmonitor.awaitExit(), prmonitor::describe);
        }
    }

    @Test
    void twoCapabilitiesAreEnough() throws Exception {
        try (var prmonitor = start(List.of("bpf", "perfmon"), "--format=json")) {
            assertEquals("linux-ebpf", prmonitor.awaitReady());
            new ProcessBuilder("true", "two-capabilities").start().waitFor();
            prmonitor.awaitOutput(line -> line.contains("two-capabilities"));
            prmonitor.interrupt();
            assertEquals(0, prmonitor.awaitExit(), prmonitor::describe);
        }
    }

    @Test
    void doctorIsRightInEachCase() throws Exception {
        assertEquals("linux-netlink", doctor(List.of()));
        assertEquals("linux-ebpf", doctor(List.of("bpf", "perfmon")));
        // One of the two is not enough.
        assertEquals("linux-netlink", doctor(List.of("bpf")));
        assertEquals("linux-netlink", doctor(List.of("perfmon")));
    }

    @Test
    void aChannelAskedForByNameThatMayNotOpenIsAFailure() throws Exception {
        try (var prmonitor = start(List.of(), "--channel=linux-ebpf")) {
            assertEquals(1, prmonitor.awaitExit(), prmonitor::describe);
            assertTrue(prmonitor.error().stream().anyMatch(line -> line.contains("EPERM")), prmonitor::describe);
        }
    }

    /** The channel that doctor says auto would take. */
    private String doctor(List<String> capabilities) throws Exception {
        try (var prmonitor = start(capabilities, "doctor")) {
            assertEquals(0, prmonitor.awaitExit(), prmonitor::describe);
            var verdict = prmonitor.output().stream().filter(line -> line.contains("auto")).findFirst().orElseThrow();
            return List.of("linux-ebpf", "linux-netlink", "process-polling").stream().filter(verdict::contains).findFirst().orElseThrow();
        }
    }

    private PrMonitorProcess start(List<String> capabilities, String... arguments) throws IOException {
        var list = new StringBuilder("-all");
        capabilities.forEach(capability -> list.append(",+").append(capability));
        var prefix = new ArrayList<>(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        prefix.addAll(List.of("--inh-caps=" + list, "--ambient-caps=" + list, "--bounding-set=" + list));
        return PrMonitorProcess.start(distribution, prefix, Map.of(), arguments);
    }
}
