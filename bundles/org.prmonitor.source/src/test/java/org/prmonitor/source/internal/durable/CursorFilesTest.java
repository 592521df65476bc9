package org.prmonitor.source.internal.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.prmonitor.source.internal.RecordingLog;
import org.prmonitor.source.internal.configuration.SyncPolicy;

/** Places on disk. */
class CursorFilesTest {

    private static final UUID JOURNAL_ID = UUID.randomUUID();
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final RecordingLog log = new RecordingLog();
    private Path directory;

    @BeforeTry
    void createDirectory() throws IOException {
        directory = Files.createTempDirectory("cursors");
    }

    @AfterTry
    void deleteDirectory() throws IOException {
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    /** Whatever the id, it comes back with what was confirmed last. */
    @Property(tries = 100)
    void comesBack(@ForAll @Size(max = 300) List<Character> id, @ForAll @IntRange(max = 5) int confirmations) throws IOException {
        var name = text(id);
        var files = CursorFiles.read(directory, log);
        var file = files.create(name, JOURNAL_ID, new CursorPosition(7, 3), NOON);
        for (var count = 1; count <= confirmations; count++) {
            file.confirm(new CursorPosition(7 + count, 3 + count), NOON.plusSeconds(count));
        }
        file.close();
        var read = CursorFiles.read(directory, log).get(name);
        assertEquals(new CursorPosition(7 + confirmations, 3 + confirmations), read.position());
        assertEquals(NOON.plusSeconds(confirmations), read.seen());
        assertEquals(JOURNAL_ID, read.journalId());
    }

    /** Names that differ are apart also where a file system does not tell upper from lower case. */
    @Property
    void idsDoNotShareAFile(@ForAll @Size(max = 250) List<Character> first, @ForAll @Size(max = 250) List<Character> second) {
        var one = CursorFiles.name(text(first));
        var other = CursorFiles.name(text(second));
        assertEquals(text(first).equals(text(second)), one.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT)));
        assertTrue(one.length() <= 255 && one.chars().allMatch(unit -> unit > ' ' && unit < 127 && unit != '/' && unit != '\\'), one);
    }

    @Example
    void caseIsKeptApart() {
        assertNotEquals(CursorFiles.name("a").toLowerCase(Locale.ROOT), CursorFiles.name("A").toLowerCase(Locale.ROOT));
        assertEquals("listener-org.example%002fa%0020b.cursor", CursorFiles.name("org.example/a b"));
    }

    /** A write that the end of the process, or a power loss, cut off at any byte: the place before it holds. */
    @Property
    void tornWriteLeavesThePlaceBefore(
            @ForAll @IntRange(min = 1, max = 6) int confirmations, @ForAll @IntRange(max = 63) int torn, @ForAll byte garbage) throws Exception {
        var file = CursorFiles.read(directory, log).create("a", JOURNAL_ID, new CursorPosition(0, 0), NOON);
        var path = directory.resolve(CursorFiles.name("a"));
        for (var count = 1; count < confirmations; count++) {
            file.confirm(new CursorPosition(count, count), NOON);
        }
        var before = Files.readAllBytes(path);
        file.confirm(new CursorPosition(confirmations, confirmations), NOON);
        file.close();
        var after = Files.readAllBytes(path);
        var damaged = false;
        for (var index = torn; index < 64; index++) {
            for (var slot = 0; slot < 1024; slot += 512) {
                if (before[slot + index] != after[slot + index]) {
                    damaged |= after[slot + index] != garbage;
                    after[slot + index] = garbage;
                }
            }
        }
        Files.write(path, after);
        var expected = damaged ? confirmations - 1 : confirmations;
        assertEquals(new CursorPosition(expected, expected), CursorFile.read(path).position());
    }

    @Property(tries = 300)
    void anyBytesAreAPlaceOrRefused(@ForAll @Size(max = 1200) byte[] bytes, @ForAll @IntRange(max = 1100) int changed, @ForAll byte value)
            throws Exception {
        var path = directory.resolve(CursorFiles.name("a"));
        Files.write(path, bytes);
        assertThrows(CorruptDataException.class, () -> CursorFile.read(path));
        CursorFiles.read(directory, log).create("a", JOURNAL_ID, new CursorPosition(9, 9), NOON).close();
        var whole = Files.readAllBytes(path);
        whole[changed % whole.length] = value;
        Files.write(path, whole);
        try {
            assertEquals(new CursorPosition(9, 9), CursorFile.read(path).position());
        } catch (CorruptDataException refused) {
            assertFalse(refused.getMessage().isBlank());
        }
    }

    @Example
    void aDamagedPlaceIsSaidAndBeginsWithTheOldest() throws Exception {
        try (var store = store()) {
            store.place("a", new CursorPosition(5, 5), NOON);
        }
        var path = directory.resolve(CursorFiles.name("a"));
        Files.write(path, new byte[2000]);
        try (var store = store()) {
            assertEquals(1, log.warnings().size());
            assertTrue(log.warnings().get(0).contains(path.toString()), log.warnings().get(0));
            assertFalse(store.cursors().isEmpty());
            assertEquals(0, store.cursors().firstNeeded(100), "nothing is deleted before its listener has come");
            // There is nothing older than now.
            assertEquals(new CursorPosition(5, 5), store.place("a", new CursorPosition(5, 5), NOON).position());
        }
    }

    @Example
    void whoIsNotSeenIsForgottenButNotWhoIsThere() throws Exception {
        try (var store = store()) {
            store.place("away", new CursorPosition(1, 1), NOON).detach();
            var there = store.place("there", new CursorPosition(2, 2), NOON);
            store.forgetUnseenFor(Duration.ofDays(7), NOON.plus(Duration.ofDays(7)), log);
            assertNotNull(store.cursors().get("away"));
            store.forgetUnseenFor(Duration.ofDays(7), NOON.plus(Duration.ofDays(8)), log);
            assertNull(store.cursors().get("away"));
            assertEquals(NOON.plus(Duration.ofDays(8)), there.seen());
            assertEquals(3, store.cursors().firstNeeded(100));
            assertEquals(List.of("durable journal: listener away was not seen since 2026-03-01T12:00:00Z; its place is forgotten (durableDays)"),
                    log.infos());
            assertEquals(new CursorPosition(9, 9), store.place("away", new CursorPosition(9, 9), NOON).position());
        }
        Files.deleteIfExists(directory.resolve("journal.lock"));
    }

    private DurableStore store() throws IOException {
        return DurableStore.open(directory, JOURNAL_ID, new CursorPosition(0, 0), 1 << 20,
                SyncPolicy.NEVER, log);
    }

    private static String text(List<Character> units) {
        var text = new StringBuilder();
        units.forEach(text::append);
        return text.toString();
    }
}
