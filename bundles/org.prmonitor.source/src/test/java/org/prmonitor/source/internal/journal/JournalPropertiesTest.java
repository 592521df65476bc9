package org.prmonitor.source.internal.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import org.prmonitor.api.HopStatistics;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.LossPlace;
import org.prmonitor.api.event.MonitorEvent;

class JournalPropertiesTest {

    /** A reader, and who judges what it is given. */
    private static final class Client {

        private final JournalHistory history;
        private final JournalReader reader;
        private final ReaderAudit audit;
        private final MonitorEvent[] batch;

        Client(JournalHistory history, JournalReader reader, long next, int batchLength) {
            this.history = history;
            this.reader = reader;
            this.audit = new ReaderAudit(history, next, event -> true);
            this.batch = new MonitorEvent[batchLength];
        }

        static Client atHead(JournalHistory history, int batchLength) {
            var next = history.journal().lastSequence() + 1;
            return new Client(history, history.journal().readerAtHead(), next, batchLength);
        }

        int read(int limit) {
            var count = reader.read(batch, Math.min(limit, batch.length));
            assertTrue(count <= limit, () -> count + " entries where " + limit + " were wanted");
            for (var index = 0; index < count; index++) {
                if (batch[index] instanceof EventsLost loss && loss.place() == LossPlace.JOURNAL) {
                    assertEquals(0, index, "an overrun stands first");
                }
                audit.given(batch[index]);
            }
            return count;
        }

        HopStatistics books() {
            var overrun = reader.overrun();
            return new HopStatistics("reader", reader.seen(), audit.delivered(), 0, overrun);
        }
    }

    /** What happens next to a journal and its readers. */
    private interface Step {
        void run(JournalHistory history, List<Client> clients);

        record Append(int count) implements Step {
            @Override
            public void run(JournalHistory history, List<Client> clients) {
                history.append(count);
            }
        }

        record Lose(int count) implements Step {
            @Override
            public void run(JournalHistory history, List<Client> clients) {
                history.lose(count);
            }
        }

        record Read(int client, int limit) implements Step {
            @Override
            public void run(JournalHistory history, List<Client> clients) {
                var reading = clients.get(client % clients.size());
                var oldest = history.oldest();
                var next = reading.audit.next();
                var count = reading.read(limit);
                // Nothing runs beside it: a loss ends exactly where the journal begins.
                var isOverrun = count > 0 && reading.batch[0] instanceof EventsLost loss && loss.place() == LossPlace.JOURNAL;
                assertEquals(next < oldest, isOverrun);
                if (isOverrun) {
                    assertEquals(oldest - 1, reading.batch[0].sequence());
                }
            }
        }

        record Join(int batchLength, boolean atOldest) implements Step {
            @Override
            public void run(JournalHistory history, List<Client> clients) {
                clients.add(
                        atOldest
                                ? new Client(history, history.journal().readerAtOldest(), history.oldest(), batchLength)
                                : Client.atHead(history, batchLength));
            }
        }

        record Resize(int capacity) implements Step {
            @Override
            public void run(JournalHistory history, List<Client> clients) {
                history.journal().resize(capacity);
            }
        }
    }

    @Property(tries = 2_000)
    void everyReaderIsGivenEveryNumberOnceAndItsBooksCloseAfterEveryStep(
            @ForAll @IntRange(min = 1, max = 9) int capacity, @ForAll("steps") List<Step> steps) {
        var history = new JournalHistory(capacity);
        var clients = new ArrayList<>(List.of(Client.atHead(history, 2)));
        for (var step : steps) {
            step.run(history, clients);
            assertEquals(history.events(), history.journal().events());
            clients.forEach(client -> client.audit.assertExact(client.books(), 0));
        }
        for (var client : clients) {
            while (client.read(client.batch.length) > 0) {
                // to the head
            }
            assertEquals(history.journal().lastSequence() + 1, client.audit.next());
            client.audit.assertExact(client.books(), 0);
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        var small = Arbitraries.integers().between(1, 5);
        var reads = Combinators.combine(Arbitraries.integers().between(0, 5), Arbitraries.integers().between(1, 7));
        var joins = Combinators.combine(Arbitraries.integers().between(2, 7), Arbitraries.of(true, false));
        return Arbitraries.<Step>frequencyOf(
                        Tuple.of(8, small.map(Step.Append::new)),
                        Tuple.of(2, small.map(Step.Lose::new)),
                        Tuple.of(8, reads.as(Step.Read::new)),
                        Tuple.of(1, joins.as(Step.Join::new)),
                        Tuple.of(1, Arbitraries.integers().between(1, 9).map(Step.Resize::new)))
                .list()
                .ofMaxSize(120);
    }

    /** The real thing: a writer that overruns its readers all the time, and changes the size besides. */
    @RepeatedTest(5)
    @Timeout(120)
    void holdsWhileTheWriterLapsItsReaders() {
        var total = 300_000;
        var history = new JournalHistory(64);
        var clients = IntStream.of(2, 3, 16, 256).mapToObj(length -> Client.atHead(history, length)).toList();
        var reading = clients.stream()
                .map(client -> CompletableFuture.runAsync(() -> {
                    while (client.audit.next() <= total) {
                        if (client.read(client.batch.length) == 0) {
                            awaitMore(client.reader);
                        }
                    }
                }, command -> new Thread(command).start()))
                .toList();
        var journal = history.journal();
        while (journal.lastSequence() < total) {
            var next = journal.lastSequence() + 1;
            if (next % 97 == 0 && next + 4 <= total) {
                history.lose(5);
            } else {
                history.append((int) Math.min(1 + next % 50, total - next + 1));
            }
            if (next % 1_007 == 0) {
                journal.resize(32 + (int) (next % 100));
            }
        }
        CompletableFuture.allOf(reading.toArray(CompletableFuture[]::new)).join();
        for (var client : clients) {
            assertEquals(total + 1, client.audit.next());
            client.audit.assertExact(client.books(), 0);
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
