package org.prmonitor.source.internal.durable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.UUID;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.api.event.ProcessSubject;
import org.prmonitor.source.internal.RecordingLog;
import org.prmonitor.source.internal.configuration.SyncPolicy;
import org.prmonitor.source.internal.journal.Wakeups;
import org.prmonitor.source.internal.pump.PumpClock;

/**
 * How many events a second go to disk and come back from there, and how many bytes each takes: a start with a path and a command
 * line of four words. No test: run it by hand, {@code java -cp target/classes:target/test-classes:…
 * org.prmonitor.source.internal.durable.DurableBenchmark [FOLDER [never|interval|batch]]}. What is read was just written, so that
 * it comes from the system's cache, as it does for a listener that is not far behind.
 */
public final class DurableBenchmark {

    private static final int EVENTS = 1_000_000;
    private static final int BATCH = 256;

    private DurableBenchmark() {}

    /** Prints one line a round. */
    public static void main(String... arguments) throws IOException {
        var parent = Path.of(arguments.length > 0 ? arguments[0] : System.getProperty("java.io.tmpdir"));
        var sync = arguments.length > 1 ? SyncPolicy.ofLabel(arguments[1]) : SyncPolicy.INTERVAL;
        for (var round = 1; round <= 6; round++) {
            var directory = Files.createTempDirectory(parent, "durable");
            try {
                run(round, directory, sync);
            } finally {
                delete(directory);
            }
        }
    }

    private static void run(int round, Path directory, SyncPolicy sync) throws IOException {
        var log = new RecordingLog();
        var begin = new CursorPosition(0, 0);
        try (var store = DurableStore.open(directory, UUID.randomUUID(), begin, 1L << 30, sync, log)) {
            var appender = new EntryAppender(store.segments(), log);
            var cursor = new DurableCursor(store.segments(), store.place("bench", begin, Instant.now()), new Wakeups(), () -> EVENTS,
                    PumpClock.SYSTEM, log);
            var batch = new MonitorEvent[BATCH];
            var writing = 0L;
            var nextSync = System.nanoTime();
            for (var sequence = 0; sequence < EVENTS; sequence += BATCH) {
                for (var index = 0; index < BATCH; index++) {
                    batch[index] = event(sequence + index + 1);
                }
                var start = System.nanoTime();
                appender.begin(batch, BATCH, sequence + BATCH);
                appender.proceed();
                if (sync == SyncPolicy.INTERVAL && start - nextSync >= 0) {
                    store.sync();
                    nextSync = start + 1_000_000_000L;
                }
                writing += System.nanoTime() - start;
            }
            var bytes = store.segments().bytes();
            var start = System.nanoTime();
            var read = 0;
            while (read < appender.appended()) {
                read += cursor.read(batch);
                cursor.confirm();
            }
            var reading = System.nanoTime() - start;
            System.out.printf(
                    Locale.ROOT,
                    "round %d, sync %s: written %.0f k/s, read and confirmed %.0f k/s, %.0f bytes an event, lost %d%n",
                    round, sync, read * 1e6 / writing, read * 1e6 / reading, bytes / (double) read, cursor.overrun());
            cursor.close();
        }
    }

    private static MonitorEvent event(long sequence) {
        var key = new ProcessKey(0x9f86d081884c7d65L, 1_000 + sequence % 30_000, 123_456 + sequence);
        return new ProcessStarted(
                new EventHeader(sequence, Instant.ofEpochSecond(1_700_000_000L, sequence % 1_000_000_000), "linux-ebpf"),
                new ProcessSubject(key, key.processId(), 1000L, 1000L, null, 42L),
                999L,
                new ProcessKey(0x9f86d081884c7d65L, 999, 1_234),
                null,
                "/usr/bin/grep",
                CommandLine.ofArguments("grep", "--color=auto", "pattern" + sequence, "/etc/passwd"),
                false);
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
