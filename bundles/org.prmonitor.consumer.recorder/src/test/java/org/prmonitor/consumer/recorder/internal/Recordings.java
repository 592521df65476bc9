package org.prmonitor.consumer.recorder.internal;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.prmonitor.consumer.recorder.internal.file.RecordingBounds;
import org.prmonitor.consumer.recorder.internal.file.RecordingLog;
import org.prmonitor.consumer.recorder.internal.file.SyncPolicy;
import org.prmonitor.consumer.recorder.internal.ocsf.Device;

/** What a test needs around a recorder. */
final class Recordings {

    static final UUID JOURNAL = new UUID(7, 8);

    static final RecordingBounds UNBOUNDED = new RecordingBounds(Long.MAX_VALUE, Duration.ZERO, Integer.MAX_VALUE, Long.MAX_VALUE);

    private Recordings() {}

    /** A source's numbering. */
    static final class FixedJournal implements Journal {

        volatile @Nullable UUID id = JOURNAL;
        volatile long lastSequence;

        @Override
        public @Nullable UUID id() {
            return id;
        }

        @Override
        public long lastSequence() {
            return lastSequence;
        }
    }

    /** Keeps lines, for tests to wait for and to look at. */
    static final class KeptLog implements RecordingLog {

        final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

        @Override
        public void info(String line) {
            lines.add("info: " + line);
        }

        @Override
        public void warn(String line) {
            lines.add("warn: " + line);
        }
    }

    static RecorderSettings settings(Path directory) {
        return settings(directory, UNBOUNDED);
    }

    static RecorderSettings settings(Path directory, RecordingBounds bounds) {
        return new RecorderSettings(directory, bounds, SyncPolicy.NEVER, Duration.ofSeconds(1));
    }

    static EventRecorder recorder(Journal journal, RecordingLog log, Clock clock) {
        return new EventRecorder(journal, new Device("host", "Linux"), "0.1.0", log, clock);
    }
}
