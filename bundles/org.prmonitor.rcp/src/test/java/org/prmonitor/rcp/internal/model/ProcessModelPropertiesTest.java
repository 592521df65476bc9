package org.prmonitor.rcp.internal.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.LossPlace;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessForked;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.api.event.ProcessSubject;

/**
 * The model against a plain re-computation, over what no kernel should tell and some do: ids that come back, exits before starts,
 * starts that never come, parents in a circle, tables that contradict the stream, losses, and bounds that change.
 */
final class ProcessModelPropertiesTest {

    private static final int IDS = 6;
    private static final int STARTS = 4;

    private final ManualClock clock = new ManualClock();
    private final ModelBounds bounds = new ModelBounds(5, 2);
    private final ProcessModel model = new ProcessModel(clock, ModelScript.NO_NAMES, bounds);
    private final PlainModel plain = new PlainModel(clock, bounds);

    /** What a reader knows who is told nothing but changes. */
    private final Map<Long, ProcessRow> known = new TreeMap<>();

    private long sequence;

    @Property(tries = 2_000)
    void theChangesAddUpToWhatAPlainModelHas(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int steps) {
        // An instance of its own: jqwik has one for all tries.
        new ProcessModelPropertiesTest().run(seed, steps);
    }

    private void run(long seed, int steps) {
        var random = new Random(seed);
        for (var step = 0; step < steps; step++) {
            clock.advanceMillis(random.nextInt(3));
            step(random);
            if (random.nextInt(4) == 0) {
                readAndCompare();
            }
        }
        readAndCompare();
    }

    private void step(Random random) {
        switch (random.nextInt(20)) {
            case 0 -> {
                var processes = snapshot(random);
                model.begin(processes);
                plain.begin(processes);
            }
            case 1 -> {
                model.clear();
                plain.clear();
            }
            case 2 -> {
                var most = random.nextInt(8);
                model.setMostEnded(most);
                plain.setMostEnded(most);
            }
            default -> {
                var batch = new ArrayList<MonitorEvent>();
                for (var count = random.nextInt(4); count >= 0; count--) {
                    batch.add(event(random));
                }
                model.accept(batch);
                batch.forEach(plain::accept);
            }
        }
    }

    private void readAndCompare() {
        var changes = model.takeChanges();
        changes.removed().forEach(id -> assertTrue(known.remove(id) != null, () -> id + " was never told"));
        for (var row : changes.changed()) {
            known.put(row.id(), row);
        }
        assertEquals(texts(plain.rows()), texts(known.values().stream().map(PlainModel.Facts::of).toList()));
        assertEquals(plain.running(), changes.running());
        assertEquals(plain.ended(), changes.ended());
        assertEquals(plain.forgotten, changes.forgotten());
        assertEquals(plain.lost, model.lost().events());
        assertEquals(List.of(), model.takeChanges().changed(), "told twice");
    }

    private static String texts(List<PlainModel.Facts> facts) {
        var lines = new StringBuilder();
        facts.forEach(fact -> lines.append(fact).append('\n'));
        return lines.toString();
    }

    private MonitorEvent event(Random random) {
        sequence++;
        var jitter = Duration.ofMillis(random.nextInt(6) - 3);
        var header = new EventHeader(sequence, clock.instant().plus(jitter), "random");
        var subject = ProcessSubject.of(key(random));
        var image = random.nextInt(4) == 0 ? null : "/bin/" + random.nextInt(5);
        var command = random.nextInt(4) == 0 ? null : CommandLine.ofArguments("c" + random.nextInt(5));
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> new ProcessForked(header, subject, parentId(random), parentKey(random), parentId(random));
            case 3, 4, 5 ->
                new ProcessStarted(header, subject, parentId(random), parentKey(random), null, image, command, random.nextInt(5) == 0);
            case 6, 7, 8 -> new ProcessExited(header, subject, random.nextInt(3), null, null, image, command);
            default -> {
                var uncounted = random.nextBoolean();
                yield new EventsLost(header, uncounted ? null : 1L, sequence, sequence, LossPlace.KERNEL);
            }
        };
    }

    private List<RunningProcess> snapshot(Random random) {
        var byId = new HashMap<Long, RunningProcess>();
        for (var count = random.nextInt(5); count > 0; count--) {
            var key = key(random);
            byId.put(
                    key.processId(),
                    new RunningProcess(
                            ProcessSubject.of(key),
                            parentId(random),
                            parentKey(random),
                            "/bin/" + random.nextInt(5),
                            CommandLine.ofArguments("c" + random.nextInt(5)),
                            null,
                            clock.instant().minusMillis(random.nextInt(4))));
        }
        return List.copyOf(byId.values());
    }

    private static ProcessKey key(Random random) {
        return new ProcessKey(1, 1 + random.nextInt(IDS), random.nextInt(STARTS));
    }

    private static @Nullable Long parentId(Random random) {
        return random.nextInt(3) == 0 ? null : 1L + random.nextInt(IDS);
    }

    private static @Nullable ProcessKey parentKey(Random random) {
        return random.nextInt(3) == 0 ? null : key(random);
    }
}
