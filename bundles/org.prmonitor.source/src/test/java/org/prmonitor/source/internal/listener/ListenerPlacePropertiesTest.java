package org.prmonitor.source.internal.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.prmonitor.api.Resume;
import org.prmonitor.api.event.EventType;
import org.prmonitor.source.internal.journal.JournalHistory;
import org.prmonitor.source.internal.journal.ReaderAudit;

/**
 * What a place promises, without threads: any number of places, each called as fast as it likes with as many events as it likes;
 * calls that return, throw, or are taken away; instances that take over with another filter; newcomers; overruns and
 * resizes. The books are checked after every step.
 */
class ListenerPlacePropertiesTest {

    /** One id: its place, and what it is given. */
    private static final class Client {

        private final ListenerPlace place;
        private final ReaderAudit audit;
        private EventSelection selection;

        Client(JournalHistory history, Resume resume, EventSelection selection) throws Exception {
            var next = resume == Resume.NOW ? history.journal().lastSequence() + 1 : history.oldest();
            this.place = new ListenerPlace(new MemoryCursors(history.journal()).open("id", resume), resume);
            this.audit = new ReaderAudit(history, next, selection::passes);
            this.selection = selection;
        }

        void call(int limit, int wanted, End end) {
            var batch = place.nextBatch(selection, limit);
            if (batch != null) {
                assertTrue(batch.size() <= limit, () -> batch.size() + " events where the limit is " + limit);
                var taken = end == End.RETURNS ? batch.size() : Math.min(wanted, batch.size());
                for (var index = 0; index < taken; index++) {
                    audit.given(batch.get(index));
                }
                assertEquals(taken, end == End.REVOKED ? batch.revoke() : batch.end());
                if (end == End.REVOKED && taken < batch.size()) {
                    assertThrows(CancellationException.class, () -> batch.get(taken));
                }
                place.took(batch, taken, 0);
            }
            audit.passed(place.passed());
        }

        /** Another instance takes over. */
        void swap(EventSelection changed) {
            selection = changed;
            audit.setFilter(changed::passes);
        }

        void assertBooks() {
            var books = place.statistics(0);
            // It was read with the entries behind it, and is told with the next call.
            var untold = books.lost() - audit.lost();
            assertTrue(untold >= 0, books::toString);
            audit.assertExact(books, untold);
        }
    }

    private enum End {
        RETURNS,
        THROWS,
        REVOKED
    }

    /** What happens next. */
    private interface Step {
        void run(JournalHistory history, List<Client> clients) throws Exception;

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

        record Resize(int capacity) implements Step {
            @Override
            public void run(JournalHistory history, List<Client> clients) {
                history.journal().resize(capacity);
            }
        }

        record Come(Resume resume, EventSelection selection) implements Step {
            @Override
            public void run(JournalHistory history, List<Client> clients) throws Exception {
                clients.add(new Client(history, resume, selection));
            }
        }

        record Call(int client, int limit, int wanted, End end) implements Step {
            @Override
            public void run(JournalHistory history, List<Client> clients) {
                clients.get(client % clients.size()).call(limit, wanted, end);
            }
        }

        record Swap(int client, EventSelection selection) implements Step {
            @Override
            public void run(JournalHistory history, List<Client> clients) {
                clients.get(client % clients.size()).swap(selection);
            }
        }
    }

    @Property(tries = 2_000)
    void everyIdIsGivenEveryEventOnceAndItsBooksCloseAfterEveryStep(
            @ForAll @IntRange(min = 1, max = 12) int capacity, @ForAll("steps") List<Step> steps) throws Exception {
        var history = new JournalHistory(capacity);
        var clients = new ArrayList<>(List.of(new Client(history, Resume.NOW, EventSelection.ALL)));
        for (var step : steps) {
            step.run(history, clients);
            clients.forEach(Client::assertBooks);
        }
        for (var client : clients) {
            for (var last = history.journal().lastSequence(); client.audit.next() <= last; ) {
                var before = client.audit.next();
                client.call(3, 3, End.RETURNS);
                assertTrue(client.audit.next() > before, "it does not come to the end");
            }
            client.audit.assertExact(client.place.statistics(0), 0);
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        var small = Arbitraries.integers().between(1, 6);
        var client = Arbitraries.integers().between(0, 4);
        var selection = Arbitraries.of(selections());
        return Arbitraries.<Step>frequencyOf(
                        Tuple.of(8, small.map(Step.Append::new)),
                        Tuple.of(2, small.map(Step.Lose::new)),
                        Tuple.of(1, Arbitraries.integers().between(1, 12).map(Step.Resize::new)),
                        Tuple.of(1, Combinators.combine(Arbitraries.of(Resume.NOW, Resume.BEGINNING), selection).as(Step.Come::new)),
                        Tuple.of(12, Combinators.combine(client, small, small, Arbitraries.of(End.class)).as(Step.Call::new)),
                        Tuple.of(2, Combinators.combine(client, selection).as(Step.Swap::new)))
                .list()
                .ofMaxSize(120);
    }

    private static List<EventSelection> selections() {
        try {
            return List.of(
                    EventSelection.ALL,
                    new EventSelection(EnumSet.of(EventType.EXITED), FrameworkUtil.createFilter("(sequence=*1)")),
                    new EventSelection(Set.of(), FrameworkUtil.createFilter("(sequence>=20)")),
                    new EventSelection(EnumSet.of(EventType.STARTED), null));
        } catch (InvalidSyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
