package org.prmonitor.source.internal.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
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
import org.prmonitor.api.ListenerState;
import org.prmonitor.api.ListenerStatus;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.Resume;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.source.internal.RecordingLog;
import org.prmonitor.source.internal.journal.JournalHistory;
import org.prmonitor.source.internal.journal.ReaderAudit;

/**
 * The lane as it is, with its threads: listeners that dawdle, throw and give up in the middle of a batch; services that come,
 * go, and take over from one another in any order, while events come faster than the journal holds. Every id's books are looked
 * at after every step, and to the last event whenever the lane has come to rest.
 */
class ListenerLanePropertiesTest {

    private static final List<String> FILTERS = List.of("", "(sequence=*1)", "(process.id=1)", "(process.id=2)");

    /** One id, over all its instances. */
    private static final class Client {

        private final String id;
        private final ReaderAudit audit;
        private final Map<String, Object> properties;
        private final AtomicReference<Throwable> fault = new AtomicReference<>();

        Client(JournalHistory history, String id, Resume resume, String filter) throws InvalidSyntaxException {
            var next = resume == Resume.NOW ? history.journal().lastSequence() + 1 : history.oldest();
            this.id = id;
            var ldap = filter.isEmpty() ? null : FrameworkUtil.createFilter(filter);
            this.audit = new ReaderAudit(history, next, event -> ldap == null || ldap.matches(event.properties()));
            this.properties = Map.of(
                    "prmonitor.listener.id", id,
                    "prmonitor.listener.filter", filter,
                    "prmonitor.listener.resume", resume.name());
        }

        synchronized void given(MonitorEvent event) {
            try {
                audit.given(event);
            } catch (AssertionError wrong) {
                fault.compareAndSet(null, wrong);
            }
        }

        synchronized void assertBooks(ListenerStatus status) {
            if (fault.get() != null) {
                throw new AssertionError(id, fault.get());
            }
            audit.assertPlausible(status.books());
        }

        /** Nothing is on the way. */
        synchronized void assertClosed(ListenerStatus status, long last) {
            assertBooks(status);
            audit.passed(last);
            audit.assertExact(status.books(), 0);
        }
    }

    /** Dawdles, throws, and gives up, as its dice say. */
    private static final class MoodyListener implements MonitorEventListener {

        private final Client client;
        private final SplittableRandom dice;

        MoodyListener(Client client, long seed) {
            this.client = client;
            this.dice = new SplittableRandom(seed);
        }

        @Override
        public void onEvents(List<MonitorEvent> events) throws Exception {
            for (var event : events) {
                client.given(event);
                onEvent(event);
            }
        }

        @Override
        public void onEvent(MonitorEvent event) throws Exception {
            switch (dice.nextInt(40)) {
                case 0 -> throw new IllegalStateException("in a mood");
                case 1 -> throw new AssertionError("in a bad mood");
                case 2 -> Thread.currentThread().interrupt();
                case 3, 4, 5 -> LockSupport.parkNanos(dice.nextLong(200_000));
                case 6, 7, 8 -> Thread.yield();
                default -> {
                    // goes on at once
                }
            }
        }
    }

    /** A lane, and who listens. */
    private static final class World {

        private final JournalHistory history;
        private final ListenerLane lane;
        private final Map<String, Client> clients = new TreeMap<>();
        /** Those that are registered, the newest first. */
        private final Map<String, List<ListenerInstance>> services = new TreeMap<>();
        private long serviceIds;

        World(int capacity) {
            history = new JournalHistory(capacity);
            lane = new ListenerLane(
                    new MemoryCursors(history.journal()), LaneFixture.settings(Map.of()), new RecordingLog(), System::nanoTime);
        }

        void come(String id, Resume resume, String filter) throws Exception {
            if (!clients.containsKey(id)) {
                clients.put(id, new Client(history, id, resume, filter));
                services.put(id, new ArrayList<>());
            }
            var client = clients.get(id);
            var serviceId = ++serviceIds;
            var instance = lane.add(
                    LaneFixture.properties(client.properties, serviceId),
                    new MoodyListener(client, serviceId),
                    new ListenerOwner("org.example " + serviceId, null));
            services.get(id).add(0, instance);
        }

        void go(String id, int which) {
            var present = services.get(id);
            if (present != null && !present.isEmpty()) {
                lane.remove(present.remove(which % present.size()));
            }
        }

        void look() {
            for (var status : lane.statuses()) {
                if (status.state() != ListenerState.STANDBY) {
                    clients.get(status.id()).assertBooks(status);
                }
            }
        }

        /** Until every id that is served has come to the end; then its books are exact. */
        void settle() {
            // The last entry is an event: a loss of the kernel's is in no book, and would not be waited for.
            history.append(1);
            for (var client : clients.values()) {
                if (!services.get(client.id).isEmpty()) {
                    RecordingListener.awaitTrue(() -> status(client.id).books().inFlight() == 0);
                    client.assertClosed(status(client.id), history.journal().lastSequence());
                }
            }
        }

        ListenerStatus status(String id) {
            return lane.statuses().stream()
                    .filter(status -> status.id().equals(id) && status.state() != ListenerState.STANDBY)
                    .findFirst()
                    .orElseThrow();
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

        record Lose(int count) implements Step {
            @Override
            public void run(World world) {
                world.history.lose(count);
            }
        }

        record Resize(int capacity) implements Step {
            @Override
            public void run(World world) {
                world.history.journal().resize(capacity);
            }
        }

        /** One more service with that id; only the first says where it begins and what it wants. */
        record Come(int id, Resume resume, String filter) implements Step {
            @Override
            public void run(World world) throws Exception {
                world.come("id-" + id, resume, filter);
            }
        }

        record Go(int id, int which) implements Step {
            @Override
            public void run(World world) {
                world.go("id-" + id, which);
            }
        }

        record Settle() implements Step {
            @Override
            public void run(World world) {
                world.settle();
            }
        }
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void everyIdIsGivenEveryEventOnceWhoeverServesIt(
            @ForAll @IntRange(min = 1, max = 64) int capacity, @ForAll("steps") List<Step> steps) throws Exception {
        var world = new World(capacity);
        try {
            for (var step : steps) {
                step.run(world);
                world.look();
            }
            for (var client : world.clients.values()) {
                world.come(client.id, Resume.NOW, "");
            }
            world.settle();
        } finally {
            world.lane.stop(0);
        }
        assertEquals(List.of(), world.lane.statuses());
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        var id = Arbitraries.integers().between(1, 4);
        var resume = Arbitraries.of(Resume.NOW, Resume.BEGINNING);
        return Arbitraries.<Step>frequencyOf(
                        Tuple.of(8, Arbitraries.integers().between(1, 100).map(Step.Append::new)),
                        Tuple.of(2, Arbitraries.integers().between(1, 5).map(Step.Lose::new)),
                        Tuple.of(1, Arbitraries.integers().between(1, 64).map(Step.Resize::new)),
                        Tuple.of(5, Combinators.combine(id, resume, Arbitraries.of(FILTERS)).as(Step.Come::new)),
                        Tuple.of(4, Combinators.combine(id, Arbitraries.integers().between(0, 3)).as(Step.Go::new)),
                        Tuple.of(1, Arbitraries.create(Step.Settle::new)))
                .list()
                .ofMinSize(20)
                .ofMaxSize(120);
    }
}
