package org.prmonitor.consumer.recorder.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.prmonitor.consumer.recorder.internal.Recordings.FixedJournal;
import org.prmonitor.consumer.recorder.internal.Recordings.KeptLog;
import org.prmonitor.consumer.recorder.internal.file.RecordingBounds;
import org.prmonitor.consumer.recorder.internal.file.SyncPolicy;

/** Whatever happens between two batches, in any order: the recording has every event once. */
class ExactlyOnceTest {

    private static final int STEPS = 40;
    private static final int LARGEST_BATCH = 12;
    private static final String TORN = "{\"time\":1767268800000,\"class_uid\":1007,\"class_name\":\"Proc";

    @Property(tries = 40)
    void everyEventIsThereOnce(@ForAll long seed) throws Exception {
        var folder = Files.createTempDirectory("recording");
        try {
            var life = new Life(folder, new Random(seed));
            for (var step = 0; step < STEPS; step++) {
                life.step();
            }
            life.end();
            assertEquals(LongStream.rangeClosed(1, life.last).boxed().toList(), OcsfLines.sequences(OcsfLines.recording(folder)));
            assertEquals(List.of(), life.log.lines.stream().filter(line -> line.startsWith("warn")).toList());
        } finally {
            delete(folder);
        }
    }

    /** A recorder over its restarts. */
    private static final class Life {

        final KeptLog log = new KeptLog();
        private final ManualClock clock = new ManualClock();
        private final Path folder;
        private final Random random;
        private EventRecorder recorder;

        /** The last event that was recorded. */
        long last;

        Life(Path folder, Random random) {
            this.folder = folder;
            this.random = random;
            recorder = begin();
        }

        void step() throws Exception {
            switch (random.nextInt(9)) {
                case 0 -> restart();
                case 1 -> tear();
                case 2 -> undoPartOfARotation();
                case 3 -> clock.advance(Duration.ofSeconds(random.nextInt(90) - 10));
                case 4 -> recorder.configure(settings());
                default -> {
                    var first = Math.max(1, last + 1 - random.nextInt(2 * LARGEST_BATCH));
                    var size = 1 + random.nextInt(LARGEST_BATCH);
                    recorder.record(SampleEvents.starts(first, first + size - 1));
                    last = Math.max(last, first + size - 1);
                }
            }
        }

        void end() throws Exception {
            restart();
            recorder.record(SampleEvents.starts(1, last + 1));
            last++;
            recorder.close();
        }

        private EventRecorder begin() {
            var begun = Recordings.recorder(new FixedJournal(), log, clock);
            begun.configure(settings());
            begun.begin();
            return begun;
        }

        private RecorderSettings settings() {
            var bounds = new RecordingBounds(
                    1 + random.nextInt(30_000), Duration.ofSeconds(random.nextInt(60)), Integer.MAX_VALUE, Long.MAX_VALUE);
            return new RecorderSettings(
                    folder, bounds, SyncPolicy.values()[random.nextInt(SyncPolicy.values().length)], Duration.ofMillis(1));
        }

        private void restart() {
            recorder.close();
            recorder = begin();
        }

        /** As a process that is killed within a write. */
        private void tear() throws IOException {
            recorder.close();
            var active = folder.resolve("prmonitor.ocsf.jsonl");
            if (Files.exists(active)) {
                var torn = TORN.substring(0, 1 + random.nextInt(TORN.length() - 1));
                Files.writeString(active, torn, StandardOpenOption.APPEND);
            }
            recorder = begin();
        }

        /** As a process that is killed before it has deleted, or even renamed. */
        private void undoPartOfARotation() throws IOException {
            recorder.close();
            for (var file : OcsfLines.files(folder)) {
                var name = file.getFileName().toString();
                if (name.endsWith(".gz") && random.nextBoolean()) {
                    Files.write(folder.resolve(name.substring(0, name.length() - ".gz".length())), OcsfLines.content(file));
                    if (random.nextBoolean()) {
                        Files.move(file, folder.resolve(name + ".5eed.part"));
                    }
                }
            }
            recorder = begin();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
