package org.prmonitor.source.internal.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.LossEvent;
import org.prmonitor.api.event.LossPlace;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.source.internal.RecordingLog;
import org.prmonitor.source.internal.configuration.SyncPolicy;
import org.prmonitor.source.internal.journal.Entries;
import org.prmonitor.source.internal.journal.Journal;
import org.prmonitor.source.internal.journal.Wakeups;
import org.prmonitor.source.internal.pump.PumpClock;

/** A journal on disk beside all that was ever written to it, in memory; and readers that compare the two. */
final class DurableModel implements AutoCloseable {

    private static final UUID JOURNAL_ID = UUID.randomUUID();

    private final Path directory;
    private final long maxBytes;
    private final RecordingLog log = new RecordingLog();
    private final List<Reader> readers = new ArrayList<>();

    /** What was written, by sequence. */
    private final Map<Long, MonitorEvent> truth = new TreeMap<>();

    private DurableStore store;
    private EntryAppender appender;
    private Wakeups wakeups = new Wakeups();
    /** How many events there were, the overrun ones included. */
    private long ordinal;
    private long sequence;
    private long told;
    /** Whether something was done to the files that a reader may notice. */
    private boolean isHurt;

    DurableModel(long maxBytes) throws IOException {
        this.maxBytes = maxBytes;
        directory = Files.createTempDirectory("durable");
        open();
    }

    private final class Reader {

        private final String id;
        private final MonitorEvent[] batch;
        private DurableCursor cursor;
        private long expected;
        private long confirmed;
        /** Of this cursor. */
        private long delivered;

        Reader(String id, int batchLength) throws IOException {
            this.id = id;
            this.batch = new MonitorEvent[batchLength];
            this.expected = sequence + 1;
            this.confirmed = expected;
            come();
        }

        private void come() throws IOException {
            cursor = new DurableCursor(
                    store.segments(), store.place(id, new CursorPosition(sequence, ordinal), Instant.now()), wakeups, () -> ordinal, PumpClock.SYSTEM,
                    log);
            expected = confirmed;
            delivered = 0;
        }

        private int read() {
            var count = cursor.read(batch);
            for (var index = 0; index < count; index++) {
                check(batch[index]);
            }
            assertTrue(count > 0 || !cursor.hasNext(), "there is nothing, and yet there is");
            return count;
        }

        private void check(MonitorEvent event) {
            assertEquals(expected, Journal.firstSequence(event), () -> "what follows, in " + event);
            expected = event.sequence() + 1;
            if (!(event instanceof LossEvent)) {
                delivered++;
                assertEquals(truth.get(event.sequence()), event);
            } else if (!event.equals(truth.get(event.sequence()))) {
                var loss = (EventsLost) event;
                assertEquals(LossPlace.JOURNAL, loss.place());
                told++;
            }
        }

        private void assertBooksClose() {
            var left = 0;
            for (var number = expected; number <= sequence; number++) {
                if (truth.get(number) != null && !(truth.get(number) instanceof LossEvent)) {
                    left++;
                }
            }
            // What the writer missed is told with the record that has its place.
            var missed = cursor.seen() - delivered - cursor.overrun() - left;
            assertTrue(missed == overrunsFrom(expected), () -> "books of " + id + ": seen " + cursor.seen() + ", delivered " + delivered
                    + ", lost " + cursor.overrun() + ", next " + expected + " of " + sequence);
        }
    }

    /** Numbers that the writer never got. */
    private final TreeMap<Long, EventsLost> overruns = new TreeMap<>();

    private long overrunsFrom(long number) {
        return overruns.tailMap(number, true).values().stream().mapToLong(loss -> loss.to() - loss.from() + 1).sum();
    }

    void append(int events) throws IOException {
        var batch = new MonitorEvent[events];
        for (var index = 0; index < events; index++) {
            batch[index] = Entries.event(++sequence);
            ordinal++;
        }
        write(batch);
    }

    void lose(int count) throws IOException {
        var loss = Entries.lost(sequence + 1, sequence + count);
        sequence += count;
        write(loss, Entries.event(++sequence));
    }

    /** So many events passed before the writer came. */
    void overrunWriter(int count) throws IOException {
        var loss = Entries.lost(sequence + 1, sequence + count, LossPlace.JOURNAL);
        sequence += count;
        ordinal += count;
        overruns.put(loss.to(), loss);
        write(loss, Entries.event(++sequence));
    }

    private void write(EventsLost loss, MonitorEvent event) throws IOException {
        ordinal++;
        write(new MonitorEvent[] {loss, event});
    }

    private void write(MonitorEvent... batch) throws IOException {
        for (var event : batch) {
            truth.put(event.sequence(), event);
        }
        appender.begin(batch, batch.length, ordinal);
        appender.proceed();
    }

    void join(int batchLength) throws IOException {
        readers.add(new Reader("Reader/" + readers.size(), batchLength));
    }

    void read(int reader) {
        if (!readers.isEmpty()) {
            readers.get(reader % readers.size()).read();
        }
    }

    void confirm(int reader) {
        if (!readers.isEmpty()) {
            var chosen = readers.get(reader % readers.size());
            chosen.cursor.confirm();
            chosen.confirmed = chosen.expected;
        }
    }

    void leaveAndComeBack(int reader) throws IOException {
        if (!readers.isEmpty()) {
            var chosen = readers.get(reader % readers.size());
            chosen.cursor.close();
            chosen.come();
        }
    }

    void release() {
        store.release();
    }

    /** As after {@code kill -9}: nothing is closed in an orderly way but the handles. */
    void restart() throws IOException {
        store.close();
        open();
        for (var reader : readers) {
            reader.come();
        }
    }

    private void open() throws IOException {
        store = DurableStore.open(directory, JOURNAL_ID, new CursorPosition(0, 0), maxBytes, SyncPolicy.NEVER, log);
        var written = store.segments().written();
        appender = new EntryAppender(store.segments(), log);
        wakeups = new Wakeups();
        if (written.lastSequence() < sequence) {
            assertTrue(isHurt || readers.isEmpty(), "the end is missing");
            // Nobody has taken what is gone: its numbers are given again.
            truth.keySet().removeIf(number -> number > written.lastSequence());
            overruns.tailMap(written.lastSequence(), false).clear();
        }
        sequence = written.lastSequence();
        ordinal = written.ordinal();
    }

    void damage(int place) throws IOException {
        var files = segmentFiles();
        if (!files.isEmpty()) {
            var path = files.get(place % files.size());
            change(path, place / files.size() % Math.max(1, Files.size(path)));
        }
    }

    /** A byte that belongs to a record. */
    void damageRecord(int place) throws IOException {
        var files = segmentFiles();
        var path = files.get(place % files.size());
        change(path, SegmentHeader.LENGTH + place % (Files.size(path) - SegmentHeader.LENGTH));
    }

    private void change(Path path, long offset) throws IOException {
        isHurt = true;
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(offset);
            var value = file.read();
            file.seek(offset);
            file.write(value ^ 0x5a);
        }
    }

    void shorten(int place) throws IOException {
        var files = segmentFiles();
        if (!files.isEmpty()) {
            isHurt = true;
            var path = files.get(place % files.size());
            try (var file = new RandomAccessFile(path.toFile(), "rw")) {
                file.setLength(place % (file.length() + 1));
            }
        }
    }

    /** A write that did not end, as at the end of a process. */
    void tearAndRestart(int length) throws IOException {
        var files = segmentFiles();
        if (!files.isEmpty()) {
            var newest = files.get(files.size() - 1);
            var bytes = Files.readAllBytes(newest);
            try (var file = new RandomAccessFile(newest.toFile(), "rw")) {
                // The beginning of a record as any.
                file.seek(file.length());
                file.write(bytes, Math.min(SegmentHeader.LENGTH, bytes.length), Math.min(length, Math.max(0, bytes.length - SegmentHeader.LENGTH)));
            }
        }
        restart();
    }

    void delete(int segment) throws IOException {
        var files = segmentFiles();
        if (!files.isEmpty()) {
            isHurt = true;
            Files.delete(files.get(segment % files.size()));
            store.ensureThere();
        }
    }

    private List<Path> segmentFiles() throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(Segment::isSegment).sorted().toList();
        }
    }

    long bytes() {
        return store.segments().bytes();
    }

    long told() {
        return told;
    }

    long overrun(int reader) {
        return readers.get(reader).cursor.overrun();
    }

    void assertBooksClose() {
        readers.forEach(Reader::assertBooksClose);
    }

    /** Everybody reads to the end, and has every number. */
    void drain() {
        for (var reader : readers) {
            while (reader.read() > 0) {
                // to the end
            }
            assertEquals(sequence + 1, reader.expected, reader.id);
            reader.assertBooksClose();
        }
    }

    @Override
    public void close() throws IOException {
        store.close();
        try (var files = Files.walk(directory)) {
            for (var path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
