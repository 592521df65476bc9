package org.prmonitor.source.internal.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.prmonitor.api.ListenerStatus;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.source.internal.RecordingLog;
import org.prmonitor.source.internal.configuration.ListenerThreadMode;
import org.prmonitor.source.internal.journal.JournalHistory;
import org.prmonitor.source.internal.journal.ReaderAudit;
import org.prmonitor.source.internal.listener.ListenerThreads;
import org.prmonitor.source.internal.listener.RecordingListener;

/**
 * Subscribers that ask for as much as they like, come and cancel, while events come faster than the journal holds. After every step
 * everybody comes to rest: then it was given no more than it asked for, and its books are exact.
 */
class PublisherPropertiesTest {

    private static final List<String> FILTERS = List.of("", "(sequence=*1)", "(process.id=1)", "(process.id=2)");

    /** A subscriber, and who judges what it is given. Guarded by its own monitor. */
    private static final class Client implements Flow.Subscriber<MonitorEvent> {

        private final String id;
        private final ReaderAudit audit;
        private long requested;
        private long given;
        private Throwable fault;
        private boolean ended;
        private Flow.Subscription subscription;

        Client(JournalHistory history, String id, String filter) throws InvalidSyntaxException {
            this.id = id;
            var ldap = filter.isEmpty() ? null : FrameworkUtil.createFilter(filter);
            this.audit = new ReaderAudit(
                    history, history.journal().lastSequence() + 1, event -> ldap == null || ldap.matches(event.properties()));
        }

        @Override
        public synchronized void onSubscribe(Flow.Subscription newSubscription) {
            subscription = newSubscription;
        }

        @Override
        public synchronized void onNext(MonitorEvent event) {
            try {
                assertEquals(false, ended, "given more after its end");
                audit.given(event);
                given++;
            } catch (AssertionError wrong) {
                fault = fault == null ? wrong : fault;
            }
        }

        @Override
        public synchronized void onError(Throwable thrown) {
            fault = fault == null ? thrown : fault;
        }

        @Override
        public synchronized void onComplete() {
            ended = true;
        }

        synchronized boolean isSubscribed() {
            return subscription != null;
        }

        void request(int count) {
            Flow.Subscription target;
            synchronized (this) {
                requested += count;
                target = subscription;
            }
            target.request(count);
        }

        /** Whether it has what it asked for, or all that there is. */
        synchronized boolean isAtRest(ListenerStatus status) {
            var books = status.books();
            return books.delivered() == audit.delivered() && (given == requested || books.inFlight() == 0);
        }

        synchronized void assertExact(ListenerStatus status, long last) {
            if (fault != null) {
                throw new AssertionError(id, fault);
            }
            if (status.books().inFlight() == 0 && given < requested) {
                audit.passed(last);
            }
            audit.assertExact(status.books(), 0);
        }
    }

    /** Publishers, and who has subscribed. */
    private static final class World {

        private final JournalHistory history;
        private final RecordingLog log = new RecordingLog();
        private final EventPublishers publishers;
        private final List<Client> clients = new ArrayList<>();
        private int subscriptions;

        World(int capacity) {
            history = new JournalHistory(capacity);
            publishers = new EventPublishers(
                    history.journal(),
                    (id, task) -> ListenerThreads.unstarted(ListenerThreadMode.AUTO, id, task),
                    log,
                    System::nanoTime);
        }

        void subscribe(String filter) throws InvalidSyntaxException {
            var client = new Client(history, "publisher-" + ++subscriptions, filter);
            publishers.publisher(filter).subscribe(client);
            RecordingListener.awaitTrue(client::isSubscribed);
            clients.add(client);
        }

        void cancel(int which) {
            if (!clients.isEmpty()) {
                clients.remove(which % clients.size()).subscription.cancel();
            }
        }

        void rest() {
            for (var client : clients) {
                RecordingListener.awaitTrue(() -> client.isAtRest(status(client.id)));
                client.assertExact(status(client.id), history.journal().lastSequence());
            }
        }

        ListenerStatus status(String id) {
            return publishers.statuses().stream().filter(status -> status.id().equals(id)).findFirst()
                    .orElseThrow(() -> new AssertionError("no " + id + ": " + log.warnings()));
        }
    }

    /** What happens next. */
    private interface Step {
        void run(World world) throws Exception;

        record Append(int count) implements Step {
            @Override
            public void run(World world) {
                world.history.append(count);
            }
        }

        /** And an event after it: a loss is in no book, and would not be waited for. */
        record Lose(int count) implements Step {
            @Override
            public void run(World world) {
                world.history.lose(count);
                world.history.append(1);
            }
        }

        record Resize(int capacity) implements Step {
            @Override
            public void run(World world) {
                world.history.journal().resize(capacity);
            }
        }

        record Subscribe(String filter) implements Step {
            @Override
            public void run(World world) throws Exception {
                world.subscribe(filter);
            }
        }

        record Request(int client, int count) implements Step {
            @Override
            public void run(World world) {
                if (!world.clients.isEmpty()) {
                    world.clients.get(client % world.clients.size()).request(count);
                }
            }
        }

        record Cancel(int client) implements Step {
            @Override
            public void run(World world) {
                world.cancel(client);
            }
        }
    }

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void everySubscriberIsGivenWhatItAskedForAndItsBooksCloseAfterEveryStep(
            @ForAll @IntRange(min = 1, max = 64) int capacity, @ForAll("steps") List<Step> steps) throws Exception {
        var world = new World(capacity);
        try {
            for (var step : steps) {
                step.run(world);
                world.rest();
            }
        } finally {
            world.publishers.stop(0);
        }
        assertEquals(List.of(), world.publishers.statuses());
        assertEquals(List.of(), world.log.warnings());
        for (var client : world.clients) {
            synchronized (client) {
                assertEquals(true, client.ended, client.id);
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        var client = Arbitraries.integers().between(0, 4);
        return Arbitraries.<Step>frequencyOf(
                        Tuple.of(8, Arbitraries.integers().between(1, 100).map(Step.Append::new)),
                        Tuple.of(2, Arbitraries.integers().between(1, 5).map(Step.Lose::new)),
                        Tuple.of(1, Arbitraries.integers().between(1, 64).map(Step.Resize::new)),
                        Tuple.of(3, Arbitraries.of(FILTERS).map(Step.Subscribe::new)),
                        Tuple.of(9, Combinators.combine(client, Arbitraries.integers().between(1, 60)).as(Step.Request::new)),
                        Tuple.of(1, client.map(Step.Cancel::new)))
                .list()
                .ofMaxSize(60);
    }
}
