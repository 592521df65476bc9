package org.prmonitor.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFolderTest {

    @TempDir
    private Path scratch;

    @Test
    void aBundleIsPutThereUnderANameWithoutVersion() throws IOException {
        assertTrue(put("one"));
        assertEquals("one", Files.readString(deployed()));
        try (var files = Files.list(scratch.resolve("deploy"))) {
            assertEquals(List.of(deployed()), files.toList());
        }
    }

    @Test
    void anotherOneReplacesIt() throws IOException {
        put("one");
        assertTrue(put("two"));
        assertEquals("two", Files.readString(deployed()));
    }

    /** Its time of modification is what the launcher looks at. */
    @Test
    void theSameBytesAreLeftAlone() throws IOException {
        put("one");
        Files.setLastModifiedTime(deployed(), FileTime.fromMillis(1_000));
        assertFalse(put("one"));
        assertEquals(1_000, Files.getLastModifiedTime(deployed()).toMillis());
    }

    private boolean put(String content) throws IOException {
        var bundle = Files.writeString(scratch.resolve("consumer-1.0.0.jar"), content);
        return new WatchedFolder(scratch.resolve("deploy")).put(bundle, "consumer");
    }

    private Path deployed() {
        return scratch.resolve("deploy/consumer.jar");
    }
}
