package org.prmonitor.consumer.recorder.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.consumer.recorder.internal.Recordings.FixedJournal;
import org.prmonitor.consumer.recorder.internal.file.RecordingBounds;
import org.prmonitor.consumer.recorder.internal.file.RecordingLog;
import org.prmonitor.consumer.recorder.internal.file.SyncPolicy;

/**
 * A process to be killed. It gives a recorder what a durable listener gets: events that are the same each time, in batches
 * of any size, from a place that is kept on disk and lags behind what the recorder has written.
 *
 * <p>Arguments: the recording's folder; the file with the place; a file that ends it well where it exists.
 */
final class KilledRecorder {

    private static final int LARGEST_BATCH = 40;
    private static final int BATCHES_PER_PLACE = 5;

    private KilledRecorder() {}

    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments[0]);
        var place = Path.of(arguments[1]);
        var end = Path.of(arguments[2]);
        var random = new Random();
        var log = new RecordingLog() {
            @Override
            public void info(String line) {
                System.out.println(line);
            }

            @Override
            public void warn(String line) {
                System.out.println("warning: " + line);
            }
        };
        try (var recorder = Recordings.recorder(new FixedJournal(), log, Clock.systemUTC())) {
            // Small files, so that it is killed while it rotates and compresses, too.
            var bounds = new RecordingBounds(100_000, Duration.ZERO, Integer.MAX_VALUE, Long.MAX_VALUE);
            recorder.configure(new RecorderSettings(folder, bounds, SyncPolicy.NEVER, Duration.ofSeconds(1)));
            recorder.begin();
            var next = Files.exists(place) ? Long.parseLong(Files.readString(place)) : 1;
            for (var batches = 1; !Files.exists(end); batches++) {
                var batch = batch(next, 1 + random.nextInt(LARGEST_BATCH));
                recorder.record(batch);
                next += batch.size();
                if (batches % BATCHES_PER_PLACE == 0) {
                    keep(place, next);
                }
                System.out.println("recorded");
            }
            System.out.println("end " + (next - 1));
        }
    }

    private static List<MonitorEvent> batch(long first, int size) {
        var events = new ArrayList<MonitorEvent>();
        for (var sequence = first; sequence < first + size; sequence++) {
            events.add(new RandomEvents(sequence).next(sequence));
        }
        return events;
    }

    private static void keep(Path place, long next) throws IOException {
        var written = Files.writeString(place.resolveSibling("place.new"), Long.toString(next));
        Files.move(written, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
