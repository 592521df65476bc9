package org.prmonitor.source.internal.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.prmonitor.api.ListenerStatus;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.source.internal.RecordingLog;
import org.prmonitor.source.internal.configuration.SettingsParser;
import org.prmonitor.source.internal.configuration.SourceSettings;
import org.prmonitor.source.internal.journal.Entries;
import org.prmonitor.source.internal.journal.Journal;

/** A lane on a journal that a test writes, with time that passes when the test says so on top of the machine's. */
final class LaneFixture implements AutoCloseable {

    final RecordingLog log = new RecordingLog();
    final Journal journal;
    final ListenerLane lane;

    private final AtomicLong skipped = new AtomicLong();
    private long sequence;
    private long serviceIds;

    LaneFixture() {
        this(1 << 10, Map.of());
    }

    LaneFixture(int capacity, Map<String, ?> configuration) {
        journal = new Journal(capacity);
        lane = lane(new MemoryCursors(journal), configuration);
    }

    LaneFixture(CursorFactory cursors) {
        journal = new Journal(1 << 10);
        lane = lane(cursors, Map.of());
    }

    private ListenerLane lane(CursorFactory cursors, Map<String, ?> configuration) {
        return new ListenerLane(cursors, settings(configuration), log, () -> System.nanoTime() + skipped.get());
    }

    static SourceSettings settings(Map<String, ?> configuration) {
        var parser = new SettingsParser(configuration, SourceSettings.defaults());
        assertEquals(List.of(), parser.refusals());
        return parser.settings();
    }

    /** A service with that id, of {@code org.example} in that version. */
    ListenerInstance add(String id, String version, MonitorEventListener listener) {
        return add(Map.of("prmonitor.listener.id", id), version, listener);
    }

    ListenerInstance add(Map<String, ?> properties, String version, MonitorEventListener listener) {
        return lane.add(properties(properties, ++serviceIds), listener, new ListenerOwner("org.example " + version, null));
    }

    static ListenerProperties properties(Map<String, ?> properties, long serviceId) {
        return ListenerPropertiesReader.read(
                name -> name.equals("service.id") ? Long.valueOf(serviceId) : properties.get(name), "org.example", "Some");
    }

    /** Appends so many events, and wakes who waits. */
    LaneFixture append(int count) {
        for (var index = 0; index < count; index++) {
            journal.append(Entries.event(++sequence));
        }
        journal.wakeReaders();
        return this;
    }

    /** The kernel has lost so many. */
    LaneFixture lose(int count) {
        journal.append(Entries.lost(sequence + 1, sequence + count));
        sequence += count;
        journal.wakeReaders();
        return this;
    }

    /** Time passes, and the watch looks. */
    void pass(Duration time) {
        skipped.addAndGet(time.toNanos());
        lane.look();
    }

    /** The status of an id's place, which is the first of it. */
    ListenerStatus status(String id) {
        return lane.statuses().stream().filter(status -> status.id().equals(id)).findFirst()
                .orElseThrow(() -> new AssertionError("no " + id + " in " + lane.statuses()));
    }

    /** Waits until nothing is on the way to an id, whose books then close. */
    ListenerStatus settled(String id) {
        RecordingListener.awaitTrue(() -> status(id).books().inFlight() == 0);
        var books = status(id).books();
        assertEquals(books.seen(), books.delivered() + books.filtered() + books.lost(), books::toString);
        return status(id);
    }

    @Override
    public void close() {
        try {
            lane.stop(0);
        } catch (InterruptedException interrupted) {
            throw new AssertionError("interrupted while the lane was stopped", interrupted);
        }
    }
}
