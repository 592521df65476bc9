package org.prmonitor.source.internal.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.prmonitor.api.ListenerState;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.source.internal.journal.Entries;
import org.prmonitor.source.internal.journal.Journal;
import org.prmonitor.source.internal.log.IncidentLog;

/** Listeners that throw, one event or whole batches, exceptions and errors. */
@Timeout(60)
class ThrowingListenerTest {

    private final LaneFixture fixture = new LaneFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void oneThatAlwaysThrowsIsGivenEveryEventOnceAndIsTwoLines() {
        var listener = new RecordingListener(event -> {
            throw new IllegalStateException("no\nconnection");
        });
        var neighbour = new RecordingListener();
        fixture.add("a", "1.0.0", listener);
        fixture.add("b", "1.0.0", neighbour);
        fixture.append(600);
        listener.await(600);
        neighbour.await(600);
        var status = fixture.settled("a");
        assertEquals(600, status.books().delivered());
        assertEquals(600, status.errors());
        assertTrue(status.lastError() != null && status.lastError().startsWith("java.lang.IllegalStateException: no\\nconnection at "), status.lastError());
        assertEquals(ListenerState.RUNNING, status.state());
        assertEquals(listener.texts(), neighbour.texts());
        assertEquals(0, fixture.status("b").errors());
        assertEquals(1, fixture.log.warnings().size());
        var line = fixture.log.warnings().get(0);
        assertTrue(line.startsWith("listener a: bundle org.example 1.0.0 threw at event 1 and goes on at the next: "
                + "java.lang.IllegalStateException: no"), line);
        fixture.pass(Duration.ofSeconds(4));
        assertEquals(1, fixture.log.warnings().size(), "not over yet");
        fixture.pass(Duration.ofSeconds(1));
        assertEquals(2, fixture.log.warnings().size());
        assertTrue(fixture.log.warnings().get(1).startsWith("listener a: bundle org.example 1.0.0: that was 600 times within "),
                fixture.log.warnings().get(1));
        fixture.append(1);
        listener.await(601);
        fixture.settled("a");
        assertEquals(3, fixture.log.warnings().size(), "another incident");
    }

    @ParameterizedTest
    @ValueSource(classes = {NoClassDefFoundError.class, AbstractMethodError.class, OutOfMemoryError.class, StackOverflowError.class,
        AssertionError.class, InterruptedException.class, Exception.class})
    void nothingThatIsThrownEndsIt(Class<? extends Throwable> kind) {
        var constructed = new AtomicInteger();
        var listener = new RecordingListener(event -> {
            constructed.incrementAndGet();
            throw sneaky(kind);
        });
        fixture.add("a", "1.0.0", listener);
        fixture.append(3);
        listener.await(3);
        assertEquals(3, fixture.settled("a").errors());
        assertEquals(3, constructed.get());
    }

    @Test
    void aRealStackOverflowIsSurvived() {
        var listener = new RecordingListener(event -> recurse(0));
        fixture.add("a", "1.0.0", listener);
        fixture.append(3);
        assertEquals(List.of("1", "2", "3"), listener.await(3).texts());
        assertEquals(3, fixture.settled("a").errors());
    }

    @Test
    void aThrowableThatThrowsWhenItIsAskedIsNamedByItsClass() {
        var listener = new RecordingListener(event -> {
            throw new RuntimeException() {
                private static final long serialVersionUID = 1;

                @Override
                public String getMessage() {
                    throw new IllegalStateException();
                }
            };
        });
        fixture.add("a", "1.0.0", listener);
        fixture.append(1);
        listener.await(1);
        assertEquals(1, fixture.settled("a").errors());
        assertTrue(fixture.log.warnings().get(0).contains("ThrowingListenerTest$"), fixture.log.warnings()::toString);
    }

    @Test
    void aBatchThatThrowsGoesOnAfterTheLastEventThatItTook() {
        var taken = new CopyOnWriteArrayList<Long>();
        var batches = new MonitorEventListener() {
            @Override
            public void onEvent(MonitorEvent event) {
                throw new AssertionError("not called");
            }

            @Override
            public void onEvents(List<MonitorEvent> events) {
                var half = (events.size() + 1) / 2;
                for (var event : events.subList(0, half)) {
                    taken.add(event.sequence());
                }
                throw new IllegalStateException("half of " + events.size());
            }
        };
        fixture.append(1);
        fixture.add("a", "1.0.0", batches);
        fixture.append(300);
        RecordingListener.awaitTrue(() -> taken.size() == 300);
        var expected = new ArrayList<Long>();
        for (var sequence = 2L; sequence <= 301; sequence++) {
            expected.add(sequence);
        }
        fixture.settled("a");
        assertEquals(expected, taken);
    }

    @Test
    void aBatchThatThrowsBeforeItTookAnythingIsGivenAgain() {
        var calls = new AtomicInteger();
        var taken = new CopyOnWriteArrayList<Long>();
        var sink = new MonitorEventListener() {
            @Override
            public void onEvent(MonitorEvent event) {
                throw new AssertionError("not called");
            }

            @Override
            public void onEvents(List<MonitorEvent> events) {
                if (calls.incrementAndGet() <= 3) {
                    throw new IllegalStateException("sink is down");
                }
                events.forEach(event -> taken.add(event.sequence()));
            }
        };
        fixture.add("a", "1.0.0", sink);
        fixture.append(3);
        RecordingListener.awaitTrue(() -> taken.size() == 3);
        assertEquals(List.of(1L, 2L, 3L), taken);
        assertEquals(3, fixture.settled("a").errors());
        assertTrue(fixture.log.warnings().get(0).contains("threw before it took event 1, which it is given again"));
    }

    @Test
    void aLogThatThrowsCostsNoEventAndGivesNoneTwice() throws Exception {
        var journal = new Journal(64);
        var lane = new ListenerLane(new MemoryCursors(journal), LaneFixture.settings(Map.of()), new IncidentLog() {
            @Override
            public void info(String line) {}

            @Override
            public void warn(String line) {
                throw new IllegalStateException("log is gone");
            }
        }, System::nanoTime);
        var listener = new RecordingListener(event -> {
            throw new IllegalStateException();
        });
        lane.add(LaneFixture.properties(Map.of(), 1), listener, new ListenerOwner("org.example 1.0.0", null));
        for (var sequence = 1; sequence <= 50; sequence++) {
            journal.append(Entries.event(sequence));
        }
        journal.wakeReaders();
        listener.await(50);
        RecordingListener.awaitTrue(() -> lane.statuses().get(0).books().inFlight() == 0);
        assertEquals(50, listener.count());
        assertEquals(50, lane.statuses().get(0).errors());
        lane.stop(0);
    }

    @Test
    void anInterruptOfItsOwnThreadIsItsOwnMatter() {
        var listener = new RecordingListener(event -> Thread.currentThread().interrupt());
        fixture.add("a", "1.0.0", listener);
        for (var event = 1; event <= 20; event++) {
            fixture.append(1);
            listener.await(event);
        }
        assertEquals(0, fixture.settled("a").errors());
    }

    private static int recurse(int depth) {
        return recurse(depth + 1) + 1;
    }

    private static Exception sneaky(Class<? extends Throwable> kind) throws Exception {
        var thrown = kind.getDeclaredConstructor(kind == AssertionError.class ? new Class<?>[] {Object.class} : new Class<?>[] {String.class})
                .newInstance("thrown");
        if (thrown instanceof Error error) {
            throw error;
        }
        return (Exception) thrown;
    }
}
