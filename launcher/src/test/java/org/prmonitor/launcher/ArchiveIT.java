package org.prmonitor.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

/** The archive of classes: bundles profit from it, and nothing depends on it. */
@Requires(Requirement.LINUX)
@Timeout(180)
class ArchiveIT {

    @TempDir
    private Path folder;

    private Path distribution;

    @BeforeEach
    void copyDistribution() throws IOException {
        distribution = folder.resolve("prmonitor");
        for (var part : List.of("bin", "lib", "bundles")) {
            try (var files = Files.walk(PrMonitorProcess.distribution().resolve(part))) {
                for (var file : files.toList()) {
                    var copy = distribution.resolve(PrMonitorProcess.distribution().relativize(file).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    @Test
    void theClassesOfBundlesComeOutOfTheArchiveUntilAJarChanges() throws Exception {
        assertFalse(sourceIsShared());
        archive();
        assertTrue(sourceIsShared());
        // Made anew by a program that uses it.
        archive();
        assertTrue(sourceIsShared());

        Files.setLastModifiedTime(distribution.resolve("lib/org.apache.felix.framework.jar"), FileTime.from(Instant.EPOCH));
        assertFalse(sourceIsShared());
    }

    @Test
    void whatIsNoArchiveIsPassedOverInSilence() throws Exception {
        archive();
        try (var archives = Files.list(distribution.resolve("archive"))) {
            Files.writeString(archives.findFirst().orElseThrow(), "no archive\n".repeat(1000));
        }
        assertFalse(sourceIsShared());
    }

    @Test
    void whereItCannotBeWrittenItSaysSoAndTheProgramRuns() throws Exception {
        Files.writeString(distribution.resolve("archive"), "in the way");
        try (var prmonitor = PrMonitorProcess.start(distribution, List.of(), Map.of(), "archive-classes")) {
            assertEquals(1, prmonitor.awaitExit(), prmonitor::describe);
            assertTrue(prmonitor.error().stream().anyMatch(line -> line.contains(distribution.resolve("archive").toString())), prmonitor::describe);
        }
        assertFalse(sourceIsShared());
    }

    private void archive() throws Exception {
        try (var prmonitor = PrMonitorProcess.start(distribution, List.of(), Map.of(), "archive-classes")) {
            assertEquals(0, prmonitor.awaitExit(), prmonitor::describe);
            assertEquals(List.of(), prmonitor.error());
        }
        try (var archives = Files.list(distribution.resolve("archive"))) {
            assertEquals(1, archives.count(), "the archive and nothing else");
        }
    }

    /** Streams a little, which must go as ever, and looks where a class of a bundle came from. */
    private boolean sourceIsShared() throws Exception {
        var log = folder.resolve("classes.log");
        try (var prmonitor = PrMonitorProcess.start(
                distribution,
                List.of(),
                Map.of("JAVA_OPTS", "-Xlog:class+load:file=" + log),
                "--channel=process-polling",
                "--format=json",
                "--filter=(process.id=0)",
                "--duration=100ms")) {
            assertEquals(0, prmonitor.awaitExit(), prmonitor::describe);
            assertEquals(List.of(), prmonitor.output());
            assertTrue(prmonitor.error().stream().allMatch(line -> line.startsWith("prmonitor: ") || line.startsWith("    ")), prmonitor::describe);
        }
        var loaded = Files.readAllLines(log).stream().filter(line -> line.contains("org.prmonitor.source.internal.SourceEngine ")).toList();
        assertEquals(1, loaded.size(), loaded::toString);
        return loaded.get(0).contains("shared objects file");
    }
}
