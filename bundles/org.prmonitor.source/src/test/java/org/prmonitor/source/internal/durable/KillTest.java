package org.prmonitor.source.internal.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.source.internal.RecordingLog;
import org.prmonitor.source.internal.configuration.SyncPolicy;

/**
 * A source is killed, {@code SIGKILL}, at random moments, while 20,000 events a second flow to a durable listener. As often as
 * {@code -Dprmonitor.kills} says; the moments come from {@code -Dprmonitor.kills.seed}.
 */
class KillTest {

    private static final int KILLS = Integer.getInteger("prmonitor.kills", 25);
    private static final long SEED = Long.getLong("prmonitor.kills.seed", System.nanoTime());

    @TempDir
    private Path temporary;

    private final Random random = new Random(SEED);

    /** What the journal on disk held after some kill, by sequence. */
    private final Map<Long, String> accepted = new HashMap<>();
    /** What the listener was given, by sequence. */
    private final Map<Long, String> given = new HashMap<>();
    private int givenAgain;
    private long last;

    @Test
    void nothingThatTheJournalAcceptedIsMissingAfterKills() throws Exception {
        System.out.println("kill -9: " + KILLS + " times, -Dprmonitor.kills.seed=" + SEED);
        for (var life = 1; life <= KILLS; life++) {
            killSomeTime(life);
            keepWholeLines();
            readJournal();
        }
        var end = start(0);
        assertTrue(end.waitFor(90, TimeUnit.SECONDS), "does not come to its end");
        assertEquals("", new String(end.getInputStream().readAllBytes()));
        checkRecord();
        for (var entry : accepted.entrySet()) {
            assertEquals(entry.getValue(), given.get(entry.getKey()), "what the journal accepted");
        }
        var lines = given.values().stream().filter(line -> !line.contains("lost")).count();
        System.out.println("kill -9: " + lines + " events, " + last + " numbers, " + accepted.size() + " seen on disk after a kill, " + givenAgain
                + " given again");
        assertTrue(lines > KILLS, "events flow");
    }

    private void killSomeTime(int life) throws IOException {
        var process = start(life);
        // Some are killed while they start, and so while they open what the last one left.
        if (random.nextInt(5) > 0) {
            process.inputReader().readLine();
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(500)));
        process.destroyForcibly().onExit().join();
    }

    private Process start(int life) throws IOException {
        return JavaProcess.start(KilledSource.class, directory().toString(), record().toString(), Integer.toString(life));
    }

    /** The write that was cut off by the kill is none: its call did not return. */
    private void keepWholeLines() throws IOException {
        if (Files.exists(record())) {
            var bytes = Files.readAllBytes(record());
            var end = bytes.length;
            while (end > 0 && bytes[end - 1] != '\n') {
                end--;
            }
            try (var file = new RandomAccessFile(record().toFile(), "rw")) {
                file.setLength(end);
            }
        }
    }

    /** Of a copy: looking must not mend anything. */
    private void readJournal() throws Exception {
        if (!Files.exists(directory())) {
            return;
        }
        var copy = Files.createTempDirectory(temporary, "copy");
        for (var file : list(directory())) {
            if (Files.size(file) > 0) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        var decoder = new EventDecoder();
        try (var store = DurableStore.open(copy, UUID.randomUUID(), new CursorPosition(0, 0), 8 << 20, SyncPolicy.NEVER, new RecordingLog())) {
            var chain = new SegmentChain(store.segments());
            while (chain.next(1, store.segments().written())) {
                var event = decoder.decode(chain.event());
                var line = KilledSource.line(event).strip();
                var before = accepted.put(event.sequence(), line);
                assertTrue(before == null || before.equals(line), () -> before + " became " + line);
            }
            chain.close();
        }
        for (var file : list(copy)) {
            Files.delete(file);
        }
    }

    private void checkRecord() throws IOException {
        var before = "";
        var lossesInLife = 0;
        for (var line : Files.readAllLines(record())) {
            if (line.startsWith("life")) {
                before = "";
                lossesInLife = 0;
                continue;
            }
            var words = line.split(" ");
            var sequence = Long.parseLong(words[0]);
            if (before.isEmpty()) {
                assertTrue(sequence <= last + 1, () -> line + " in place of " + (last + 1));
                givenAgain += (int) (last + 1 - sequence);
            } else {
                assertEquals(Long.parseLong(before.split(" ")[0]) + 1, sequence, "what follows on " + before);
                assertContentFollows(before.split(" "), words);
            }
            if (words[1].equals("lost")) {
                assertEquals(sequence + " lost " + sequence + " null kernel", line, "the only losses are the gaps between two lives");
                lossesInLife++;
            }
            var known = given.put(sequence, line);
            assertTrue(known == null || known.equals(line), () -> "one number, two events: " + known + " and " + line);
            last = Math.max(last, sequence);
            before = line;
        }
        assertNotNull(before);
        assertTrue(lossesInLife > 0, "the last life tells of the gap before it");
        assertNull(given.get(0L));
    }

    /** What the kernel raised in one life is there without a gap. */
    private static void assertContentFollows(String[] before, String[] words) {
        if (before[1].equals("lost") || words[1].equals("lost")) {
            return;
        }
        assertEquals(Long.parseLong(before[1]) + 1, Long.parseLong(words[1]), () -> "the event that follows on number " + before[0]);
    }

    private static List<Path> list(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return new ArrayList<>(files.toList());
        }
    }

    private Path directory() {
        return temporary.resolve("journal");
    }

    private Path record() {
        return temporary.resolve("record");
    }
}
