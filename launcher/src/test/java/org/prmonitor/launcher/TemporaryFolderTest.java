package org.prmonitor.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {

    @TempDir
    private Path parent;

    private Path first;
    private Path second;

    @BeforeEach
    void makePlaces() throws IOException {
        first = Files.createDirectory(parent.resolve("first"));
        second = Files.createDirectory(parent.resolve("second"));
    }

    @Test
    void theFirstPlaceThatSuitsIsTaken() throws IOException {
        assertEquals(first, TemporaryFolder.create(List.of(first, second), folder -> true).getParent());
    }

    @Test
    void aPlaceThatDoesNotSuitIsLeftAsItWas() throws IOException {
        assertEquals(second, TemporaryFolder.create(List.of(first, second), folder -> folder.startsWith(second)).getParent());
        assertTrue(isEmpty(first));
    }

    @Test
    void whereNoneSuitsTheFirstHasToDo() throws IOException {
        assertEquals(first, TemporaryFolder.create(List.of(first, second), folder -> false).getParent());
        assertTrue(isEmpty(second));
    }

    @Test
    void whereNoneCanBeWrittenTheFailureSaysWhatToDo() {
        var missing = parent.resolve("missing");
        var failure = assertThrows(IOException.class, () -> TemporaryFolder.create(List.of(missing), folder -> true));
        assertEquals(
                "no temporary folder could be made in '" + missing + "' (NoSuchFileException); set TMPDIR to one that can be written",
                failure.getMessage());
    }

    @Test
    void itGoesWithAllThatIsInIt() throws IOException {
        var folder = TemporaryFolder.create();
        Files.createDirectories(folder.resolve("a/b"));
        Files.writeString(folder.resolve("a/b/file"), "x");
        TemporaryFolder.delete(folder);
        assertFalse(Files.exists(folder));
    }

    @Test
    void whatIsThereAlreadyIsNotTaken() throws IOException {
        var mine = TemporaryFolder.createIn(first, Long.MAX_VALUE);
        var another = TemporaryFolder.createIn(first, Long.MAX_VALUE);
        assertNotEquals(mine, another);
        assertTrue(Files.isDirectory(mine));
        assertTrue(Files.isDirectory(another));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aLinkThatSomebodyHasPutThereIsNotFollowed() throws IOException {
        var guessed = TemporaryFolder.createIn(first, 1);
        Files.delete(guessed);
        Files.createSymbolicLink(guessed, second);
        var folder = TemporaryFolder.createIn(first, 1);
        assertNotEquals(guessed, folder);
        assertTrue(Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS));
        assertTrue(isEmpty(second));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void itIsThisUsersAlone() throws IOException {
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(TemporaryFolder.createIn(first, 1))));
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }
}
