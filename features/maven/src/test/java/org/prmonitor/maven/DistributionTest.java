package org.prmonitor.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionTest {

    @TempDir
    private Path scratch;

    private Path home() {
        return scratch.resolve("target/prmonitor");
    }

    @Test
    void itIsUnpackedSoThatItRuns() throws IOException {
        distribution("first.zip", Map.of("prmonitor/bin/prmonitor", "#!", "prmonitor/bundles/a.jar", "a")).unpack(home());
        assertTrue(Files.isExecutable(home().resolve("bin/prmonitor")));
        assertEquals("a", Files.readString(home().resolve("bundles/a.jar")));
    }

    @Test
    void itKnowsItsBundles() throws IOException {
        var distribution = distribution("first.zip", Map.of("prmonitor/bundles/org.example.one.jar", "a"));
        assertTrue(distribution.hasBundle("org.example.one"));
        assertFalse(distribution.hasBundle("org.example"));
    }

    /** A launcher may be running from there. */
    @Test
    void whatIsUnpackedAlreadyIsNotTouched() throws IOException {
        var distribution = distribution("first.zip", Map.of("prmonitor/lib/a.jar", "a"));
        distribution.unpack(home());
        Files.writeString(home().resolve("lib/a.jar"), "somebody has it open");
        distribution.unpack(home());
        assertEquals("somebody has it open", Files.readString(home().resolve("lib/a.jar")));
    }

    @Test
    void nothingOfAnotherVersionIsLeft() throws IOException {
        distribution("first.zip", Map.of("prmonitor/lib/old.jar", "old")).unpack(home());
        distribution("second.zip", Map.of("prmonitor/lib/new.jar", "new")).unpack(home());
        assertFalse(Files.exists(home().resolve("lib/old.jar")));
        assertEquals("new", Files.readString(home().resolve("lib/new.jar")));
    }

    @Test
    void anArchiveThatWouldWriteElsewhereIsRefused() throws IOException {
        for (var name : new String[] {"prmonitor/../../../outside", "other/file"}) {
            var distribution = distribution("wrong.zip", Map.of(name, "x"));
            var refused = assertThrows(IOException.class, () -> distribution.unpack(home()));
            assertTrue(refused.getMessage().contains(name), refused::toString);
            assertFalse(Files.exists(home()));
            assertFalse(Files.exists(scratch.resolve("outside")));
        }
    }

    private Distribution distribution(String name, Map<String, String> files) throws IOException {
        var archive = scratch.resolve(name);
        try (var zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (var file : new TreeMap<>(files).entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return new Distribution(archive);
    }
}
