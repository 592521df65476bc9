package org.prmonitor.source.internal.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.constraints.IntRange;

/** Whatever happens to the files: what is read is what was written, in order, or a loss that names what is missing. */
class DurableStorePropertiesTest {

    private sealed interface Step {
        record Append(int events) implements Step {}

        record Lose(int count) implements Step {}

        record Overrun(int count) implements Step {}

        record Join(int batchLength) implements Step {}

        record Read(int reader) implements Step {}

        record Confirm(int reader) implements Step {}

        record Leave(int reader) implements Step {}

        record Release() implements Step {}

        record Restart() implements Step {}

        record Damage(int place) implements Step {}

        record Shorten(int place) implements Step {}

        record TornWrite(int length) implements Step {}

        record Delete(int segment) implements Step {}
    }

    /** Whatever is written, read, confirmed and restarted, as long as it fits: every reader gets all of it, once. */
    @Property(tries = 400)
    void nothingIsLostWhereThereIsRoom(@ForAll("peaceful") List<Step> steps) throws IOException {
        try (var model = new DurableModel(512 << 10)) {
            for (var step : steps) {
                perform(model, step);
                model.assertBooksClose();
            }
            model.drain();
            assertEquals(0, model.told(), "losses of the cursors' own");
        }
    }

    /** The bound is kept, and who falls off the tail is told exactly what it misses. */
    @Property(tries = 200)
    void whatFallsOffTheTailIsTold(@ForAll("peaceful") List<Step> steps, @ForAll @IntRange(min = 4, max = 40) int kilobytes)
            throws IOException {
        try (var model = new DurableModel(kilobytes << 10)) {
            for (var step : steps) {
                perform(model, step);
                model.assertBooksClose();
                assertTrue(model.bytes() <= kilobytes << 10, () -> model.bytes() + " bytes on disk");
            }
            model.drain();
        }
    }

    /** Files that are damaged, shortened, deleted, torn: in order, never a wrong event, and the books close. */
    @Property(tries = 500)
    void damageIsTold(@ForAll("violent") List<Step> steps) throws IOException {
        try (var model = new DurableModel(256 << 10)) {
            for (var step : steps) {
                perform(model, step);
                model.assertBooksClose();
            }
            model.drain();
        }
    }

    /** One byte is one record: what stands before and behind it is whole. */
    @Property(tries = 200)
    void oneDamagedByteCostsOneRecord(@ForAll @IntRange(min = 0, max = 1 << 20) int place, @ForAll @IntRange(min = 1, max = 300) int events)
            throws IOException {
        try (var model = new DurableModel(64 << 10)) {
            model.join(7);
            for (var index = 0; index < events; index++) {
                model.append(1);
            }
            model.damageRecord(place);
            model.drain();
            assertEquals(1, model.told());
            assertEquals(1, model.overrun(0));
        }
    }

    /** The last record of a segment is needed until it is confirmed, and no longer. */
    @Example
    void whatSomebodyStillNeedsIsNotReleased() throws IOException {
        try (var model = new DurableModel(16 << 10)) {
            model.join(2);
            model.append(6);
            for (var round = 0; round < 300; round++) {
                // One by one, so that a segment may end between the two.
                model.append(1);
                model.append(1);
                model.release();
                model.leaveAndComeBack(0);
                model.read(0);
                model.confirm(0);
                assertEquals(0, model.told());
                assertTrue(model.bytes() < 4 << 10, () -> model.bytes() + " bytes are kept of 8 events");
            }
        }
    }

    private static void perform(DurableModel model, Step step) throws IOException {
        if (step instanceof Step.Append append) {
            model.append(append.events);
        } else if (step instanceof Step.Lose lose) {
            model.lose(lose.count);
        } else if (step instanceof Step.Overrun overrun) {
            model.overrunWriter(overrun.count);
        } else if (step instanceof Step.Join join) {
            model.join(join.batchLength);
        } else if (step instanceof Step.Read read) {
            model.read(read.reader);
        } else if (step instanceof Step.Confirm confirm) {
            model.confirm(confirm.reader);
        } else if (step instanceof Step.Leave leave) {
            model.leaveAndComeBack(leave.reader);
        } else if (step instanceof Step.Release) {
            model.release();
        } else if (step instanceof Step.Restart) {
            model.restart();
        } else if (step instanceof Step.Damage damage) {
            model.damage(damage.place);
        } else if (step instanceof Step.Shorten shorten) {
            model.shorten(shorten.place);
        } else if (step instanceof Step.TornWrite torn) {
            model.tearAndRestart(torn.length);
        } else if (step instanceof Step.Delete delete) {
            model.delete(delete.segment);
        }
    }

    @Provide
    Arbitrary<List<Step>> peaceful() {
        return Arbitraries.frequencyOf(peacefulSteps()).list().ofMaxSize(80);
    }

    @Provide
    Arbitrary<List<Step>> violent() {
        var places = Arbitraries.integers().between(0, 1 << 20);
        var violent = List.of(
                step(3, places, Step.Damage::new),
                step(1, places, Step.Shorten::new),
                step(2, Arbitraries.integers().between(1, 300), Step.TornWrite::new),
                step(1, Arbitraries.integers().between(0, 20), Step.Delete::new));
        var all = new ArrayList<>(peacefulSteps());
        all.addAll(violent);
        return Arbitraries.frequencyOf(all).list().ofMaxSize(80);
    }

    private static List<Tuple2<Integer, Arbitrary<Step>>> peacefulSteps() {
        var readers = Arbitraries.integers().between(0, 5);
        return List.of(
                step(12, Arbitraries.integers().between(1, 60), Step.Append::new),
                step(2, Arbitraries.integers().between(1, 9), Step.Lose::new),
                step(1, Arbitraries.integers().between(1, 9), Step.Overrun::new),
                step(2, Arbitraries.integers().between(2, 40), Step.Join::new),
                step(10, readers, Step.Read::new),
                step(5, readers, Step.Confirm::new),
                step(2, readers, Step.Leave::new),
                step(2, Arbitraries.just(0), ignored -> new Step.Release()),
                step(2, Arbitraries.just(0), ignored -> new Step.Restart()));
    }

    private static Tuple2<Integer, Arbitrary<Step>> step(int weight, Arbitrary<Integer> number, Function<Integer, Step> step) {
        return Tuple.of(weight, number.map(step));
    }
}
