package org.prmonitor.source.internal.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.prmonitor.api.ListenerState;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.MonitorEventListener;

/** Listeners that are slow, do not come back, or end themselves. */
@Timeout(60)
class BlockedListenerTest {

    private final LaneFixture fixture = new LaneFixture(16, Map.of());
    private final Blocker blocker = new Blocker();

    @AfterEach
    void close() {
        blocker.release();
        fixture.close();
    }

    @Test
    void oneThatFallsOffTheTailIsToldTheBoundsAndNobodyElse() throws Exception {
        var slow = new RecordingListener(event -> {
            if (event.sequence() == 2) {
                blocker.block();
            }
        });
        var fast = new RecordingListener();
        fixture.add("slow", "1.0.0", slow);
        fixture.add("fast", "1.0.0", fast);
        fixture.append(1);
        slow.await(1);
        fixture.settled("slow");
        fixture.append(1);
        blocker.awaitEntered();
        for (var event = 3; event <= 100; event++) {
            fixture.append(1);
            fast.await(event);
        }
        blocker.release();
        // The journal keeps 85 to 100. What was read before the block, two at most, is its own.
        slow.await(1 + 1 + 1 + 16);
        var texts = slow.texts();
        assertEquals(List.of("1", "2", "3..84", "85"), texts.subList(0, 4));
        assertEquals("100", texts.get(texts.size() - 1));
        var books = fixture.settled("slow").books();
        assertEquals(100, books.seen());
        assertEquals(82, books.lost());
        assertEquals(18, books.delivered());
        assertEquals(0, fixture.settled("fast").books().lost());
        assertEquals(100, fast.count());
    }

    @Test
    void oneThatDoesNotComeBackIsNamedOnceAndItsReturnToo() throws Exception {
        var listener = new RecordingListener(event -> blocker.block());
        fixture.add("a", "1.0.0", listener);
        fixture.append(1);
        blocker.awaitEntered();
        fixture.pass(Duration.ofSeconds(4));
        assertEquals(ListenerState.RUNNING, fixture.status("a").state());
        assertEquals(List.of(), fixture.log.warnings());
        fixture.pass(Duration.ofSeconds(2));
        fixture.pass(Duration.ofSeconds(1));
        assertEquals(ListenerState.BLOCKED, fixture.status("a").state());
        assertTrue(fixture.status("a").callDuration().toSeconds() >= 7);
        assertEquals(1, fixture.log.warnings().size(), fixture.log.warnings()::toString);
        var line = fixture.log.warnings().get(0);
        assertTrue(line.startsWith("listener a: bundle org.example 1.0.0 has not come back from a call for 6."), line);
        assertTrue(line.contains("thread prmonitor-listener-a is at "), line);
        blocker.release();
        RecordingListener.awaitTrue(() -> fixture.log.infos().size() == 2);
        assertTrue(fixture.log.infos().get(1).startsWith("listener a: bundle org.example 1.0.0 has come back from a call after 7."));
        assertEquals(ListenerState.RUNNING, fixture.settled("a").state());
    }

    @Test
    void oneThatBlocksForEverCanBeRemovedAndItsCallGetsNothingThatTheNextOneGets() throws Exception {
        var inside = new CompletableFuture<Void>();
        var outcome = new CompletableFuture<Throwable>();
        var stubborn = new MonitorEventListener() {
            @Override
            public void onEvent(MonitorEvent event) {
                throw new AssertionError("not called");
            }

            @Override
            public void onEvents(List<MonitorEvent> events) {
                if (events.size() < 2) {
                    return;
                }
                events.get(0);
                inside.complete(null);
                blocker.block();
                try {
                    events.get(0);
                    events.get(1);
                    outcome.complete(null);
                } catch (Throwable thrown) {
                    outcome.complete(thrown);
                }
            }
        };
        var instance = fixture.add("a", "1.0.0", stubborn);
        while (!inside.isDone()) {
            fixture.append(2);
            RecordingListener.awaitTrue(() -> inside.isDone() || fixture.status("a").books().inFlight() == 0);
        }
        fixture.lane.remove(instance);
        var before = fixture.status("a").books();
        assertEquals(ListenerState.DETACHED, fixture.status("a").state());
        assertEquals(1, before.inFlight());
        assertTrue(fixture.log.warnings().get(0).startsWith(
                "listener a: bundle org.example 1.0.0 does not come back from a call; thread prmonitor-listener-a is left behind at "));
        fixture.lane.remove(instance);
        assertEquals(1, fixture.log.warnings().size());
        var next = new RecordingListener();
        fixture.add("a", "1.0.1", next);
        next.await(1);
        assertEquals(before.seen(), next.events().get(0).sequence());
        blocker.release();
        assertTrue(outcome.get() instanceof CancellationException, () -> "" + outcome.join());
        fixture.append(1);
        next.await(2);
        assertEquals(before.seen() + 1, fixture.settled("a").books().delivered());
    }

    @Test
    void anInterruptIsEnoughForOneThatListensToIt() throws Exception {
        var interrupted = new CompletableFuture<Void>();
        var listener = new RecordingListener(event -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException asked) {
                interrupted.complete(null);
            }
        });
        var instance = fixture.add("a", "1.0.0", listener);
        fixture.append(2);
        listener.await(1);
        fixture.lane.remove(instance);
        interrupted.get();
        RecordingListener.awaitTrue(() -> !listener.thread().isAlive());
        assertEquals(List.of(), fixture.log.warnings());
        assertEquals(1, listener.count());
        assertEquals(1, fixture.status("a").books().inFlight());
    }

    @Test
    void aThreadThatIsInterruptedWaitsForTheCallAllTheSame() throws Exception {
        var entered = new CompletableFuture<Void>();
        var remover = Thread.currentThread();
        var listener = new RecordingListener(event -> {
            entered.complete(null);
            // Until it is waited for, which is the one wait of that thread that has an end.
            while (remover.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
        });
        var instance = fixture.add("a", "1.0.0", listener);
        fixture.append(3);
        entered.get();
        Thread.currentThread().interrupt();
        fixture.lane.remove(instance);
        assertTrue(Thread.interrupted(), "the interrupt is kept for whom it is meant");
        assertFalse(listener.thread().isAlive());
        var next = new RecordingListener();
        fixture.add("a", "1.0.1", next);
        assertEquals(List.of("2", "3"), next.await(2).texts());
        assertEquals(0, fixture.settled("a").errors());
        assertEquals(List.of(), fixture.log.warnings());
    }

    @Test
    void oneThatEndsItselfFromWithinItsCallIsNotWaitedFor() {
        var instance = new AtomicReference<ListenerInstance>();
        var next = new RecordingListener();
        var listener = new RecordingListener(event -> {
            if (event.sequence() == 5) {
                fixture.lane.remove(instance.get());
                fixture.add("a", "1.0.1", next);
            }
        });
        instance.set(fixture.add("a", "1.0.0", listener));
        fixture.append(9);
        next.await(4);
        assertEquals(List.of("1", "2", "3", "4", "5"), listener.texts());
        assertEquals(List.of("6", "7", "8", "9"), next.texts());
        assertEquals(9, fixture.settled("a").books().delivered());
        assertEquals(List.of(), fixture.log.warnings());
        RecordingListener.awaitTrue(() -> !listener.thread().isAlive());
    }

    @Test
    void aStopDeliversWhatIsThereAndDoesNotWaitForOneThatBlocks() throws Exception {
        var listener = new RecordingListener();
        var blocked = new RecordingListener(event -> blocker.block());
        fixture.add("a", "1.0.0", listener);
        fixture.add("b", "1.0.0", blocked);
        fixture.append(10);
        blocker.awaitEntered();
        fixture.lane.stop(Duration.ofMillis(100).toNanos());
        assertEquals(10, listener.count());
        assertFalse(listener.thread().isAlive());
        assertTrue(blocked.thread().isAlive());
        assertTrue(blocked.thread().isDaemon());
        assertEquals(1, fixture.log.warnings().size(), fixture.log.warnings()::toString);
        assertEquals(List.of(), fixture.lane.statuses());
        fixture.add("c", "1.0.0", listener);
        assertEquals(List.of(), fixture.lane.statuses());
        blocker.release();
        RecordingListener.awaitTrue(() -> !blocked.thread().isAlive());
        assertEquals(1, blocked.count());
    }

    @Test
    void oneMayStopTheSourceFromWithinItsCall() {
        var stopped = new CompletableFuture<Void>();
        var listener = new RecordingListener(event -> {
            fixture.lane.stop(Duration.ofMillis(10).toNanos());
            stopped.complete(null);
        });
        fixture.add("a", "1.0.0", listener);
        fixture.append(3);
        stopped.join();
        RecordingListener.awaitTrue(() -> !listener.thread().isAlive());
        assertEquals(List.of("1"), listener.texts());
        assertEquals(List.of(), fixture.log.warnings());
    }
}
