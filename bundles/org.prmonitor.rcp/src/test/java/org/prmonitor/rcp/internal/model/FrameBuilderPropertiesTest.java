package org.prmonitor.rcp.internal.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.prmonitor.api.event.ProcessKey;

/** Frames that are carried on from one to the next against frames that are made from nothing, whatever the parents look like. */
final class FrameBuilderPropertiesTest {

    private static final int KEYS = 12;

    private final FrameBuilder builder = new FrameBuilder();
    private final Map<Long, ProcessRow> rows = new TreeMap<>();
    private Instant now = ManualClock.BEGIN;
    private long lastId;

    @Property(tries = 1_500)
    void whatIsCarriedOnIsWhatIsMadeAnew(@ForAll long seed, @ForAll @IntRange(min = 1, max = 25) int frames) {
        // An instance of its own: jqwik has one for all tries.
        new FrameBuilderPropertiesTest().run(seed, frames);
    }

    private void run(long seed, int frames) {
        var random = new Random(seed);
        var selection = ViewSelection.ALL;
        for (var frame = 0; frame < frames; frame++) {
            now = now.plusMillis(random.nextInt(2_000));
            builder.update(change(random));
            if (random.nextInt(3) == 0) {
                selection = selection(random);
            }
            var lines = builder.build(selection, now, Duration.ofSeconds(3));
            assertEquals(PlainFrame.lines(rows.values(), selection, now), PlainFrame.lines(lines));
            assertSame(lines, builder.build(selection, now, Duration.ofSeconds(3)), "nothing has changed");
        }
    }

    private ModelChanges change(Random random) {
        var removed = new ArrayList<Long>();
        rows.keySet().removeIf(id -> random.nextInt(6) == 0 && removed.add(id));
        var changed = new ArrayList<ProcessRow>();
        for (var row : List.copyOf(rows.values())) {
            if (random.nextInt(4) == 0) {
                changed.add(row(row.id(), row.key(), random));
            }
        }
        for (var count = random.nextInt(5); count > 0; count--) {
            var key = random.nextInt(8) == 0 ? null : key(random);
            if (key == null || rows.values().stream().noneMatch(row -> key.equals(row.key()))) {
                var row = row(++lastId, key, random);
                changed.add(row);
                rows.put(row.id(), row);
            }
        }
        changed.forEach(row -> rows.put(row.id(), row));
        return new ModelChanges(changed, removed, 0, 0, 0);
    }

    private ProcessRow row(long id, ProcessKey key, Random random) {
        var kind = key == null ? RowKind.LOST : RowKind.values()[random.nextInt(3)];
        var start = random.nextInt(5) == 0 ? null : ManualClock.BEGIN.plusMillis(random.nextInt(20));
        return new ProcessRow(
                id,
                kind,
                key,
                key == null || random.nextInt(4) == 0 ? null : key(random),
                key == null ? null : Long.valueOf(random.nextInt(3)),
                id,
                start,
                null,
                kind == RowKind.ENDED ? Duration.ofMillis(random.nextInt(4)) : null,
                "u" + random.nextInt(3),
                random.nextInt(5) == 0 ? "" : "n" + random.nextInt(4),
                "",
                "c" + random.nextInt(4),
                kind == RowKind.ENDED ? "exit " + random.nextInt(2) : "",
                now,
                now,
                List.of(),
                null);
    }

    private static ProcessKey key(Random random) {
        return new ProcessKey(1, 1 + random.nextInt(KEYS), 1);
    }

    private static ViewSelection selection(Random random) {
        var kinds = EnumSet.allOf(RowKind.class);
        kinds.removeIf(kind -> random.nextInt(4) == 0);
        var collapsed = new HashSet<ProcessKey>();
        for (var count = random.nextInt(4); count > 0; count--) {
            collapsed.add(key(random));
        }
        return new ViewSelection(
                random.nextInt(3) == 0 ? Presentation.FLAT : Presentation.TREE,
                kinds,
                RowFilter.parse(random.nextInt(2) == 0 ? "" : "c" + random.nextInt(4)),
                Column.values()[random.nextInt(Column.values().length)],
                random.nextBoolean(),
                collapsed);
    }
}
