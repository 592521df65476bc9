package org.prmonitor.source.internal.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.LossPlace;
import org.prmonitor.api.event.MonitorEvent;

class JournalPropertiesTest {

    /** A reader that checks that it is given every number once, delivered or lost. */
    private static final class Accountant {

        private final JournalReader reader;
        private final MonitorEvent[] batch;
        private long next;
        private long delivered;

        Accountant(Journal journal, int batchLength) {
            next = journal.lastSequence() + 1;
            reader = journal.readerAtHead();
            batch = new MonitorEvent[batchLength];
        }

        int read() {
            var count = reader.read(batch);
            for (var index = 0; index < count; index++) {
                assertEquals(next, Journal.firstSequence(batch[index]));
                next = batch[index].sequence() + 1;
                if (batch[index] instanceof EventsLost loss) {
                    assertTrue(loss.place() == LossPlace.KERNEL || index == 0, "an overrun stands first");
                } else {
                    delivered++;
                }
            }
            return count;
        }
    }

    private sealed interface Step {
        record Append() implements Step {}

        record Lose(int count) implements Step {}

        record Read(int reader) implements Step {}

        record Join(int batchLength) implements Step {}

        record Resize(int capacity) implements Step {}
    }

    @Property(tries = 2_000)
    void everyReaderIsGivenEveryNumberOnce(@ForAll @IntRange(min = 1, max = 9) int capacity, @ForAll("steps") List<Step> steps) {
        var journal = new Journal(capacity);
        var readers = new ArrayList<>(List.of(new Accountant(journal, 2)));
        var events = 0;
        for (var step : steps) {
            if (step instanceof Step.Append) {
                journal.append(Entries.event(journal.lastSequence() + 1));
                events++;
            } else if (step instanceof Step.Lose lose) {
                journal.append(Entries.lost(journal.lastSequence() + 1, journal.lastSequence() + lose.count));
            } else if (step instanceof Step.Join join) {
                readers.add(new Accountant(journal, join.batchLength));
            } else if (step instanceof Step.Resize resize) {
                journal.resize(resize.capacity);
            } else if (step instanceof Step.Read read) {
                readers.get(read.reader % readers.size()).read();
            }
            assertEquals(events, journal.events());
        }
        for (var reader : readers) {
            while (reader.read() > 0) {
                // to the head
            }
            assertEquals(journal.lastSequence() + 1, reader.next);
        }
        var first = readers.get(0);
        assertEquals(events, first.delivered + first.reader.overrun());
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Arbitraries.frequencyOf(List.of(
                        step(8, Arbitraries.just(1), count -> new Step.Append()),
                        step(2, Arbitraries.integers().between(1, 5), Step.Lose::new),
                        step(4, Arbitraries.integers().between(0, 5), Step.Read::new),
                        step(1, Arbitraries.integers().between(2, 7), Step.Join::new),
                        step(1, Arbitraries.integers().between(1, 9), Step.Resize::new)))
                .list()
                .ofMaxSize(120);
    }

    private static Tuple2<Integer, Arbitrary<Step>> step(int weight, Arbitrary<Integer> number, Function<Integer, Step> step) {
        return Tuple.of(weight, number.map(step));
    }

    /** The real thing: a writer that overruns its readers all the time, and changes the size besides. */
    @RepeatedTest(5)
    @Timeout(120)
    void holdsWhileTheWriterLapsItsReaders() {
        var total = 300_000;
        var journal = new Journal(64);
        var readers = IntStream.of(2, 3, 16, 256).mapToObj(length -> new Accountant(journal, length)).toList();
        var reading = readers.stream()
                .map(reader -> CompletableFuture.runAsync(() -> {
                    while (reader.next <= total) {
                        if (reader.read() == 0) {
                            awaitMore(reader.reader);
                        }
                    }
                }, command -> new Thread(command).start()))
                .toList();
        var events = 0;
        while (journal.lastSequence() < total) {
            var next = journal.lastSequence() + 1;
            if (next % 97 == 0 && next + 4 <= total) {
                journal.append(Entries.lost(next, next + 4));
            } else {
                journal.append(Entries.event(next));
                events++;
            }
            if (next % 50 == 0) {
                journal.wakeReaders();
            }
            if (next % 10_007 == 0) {
                journal.resize(32 + (int) (next % 100));
            }
        }
        journal.wakeReaders();
        CompletableFuture.allOf(reading.toArray(CompletableFuture[]::new)).join();
        for (var reader : readers) {
            assertEquals(total + 1, reader.next);
            assertEquals(events, reader.delivered + reader.reader.overrun());
        }
    }

    private static void awaitMore(JournalReader reader) {
        try {
            assertTrue(reader.await(30_000_000_000L), "a wake-up was lost");
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
