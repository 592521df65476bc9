package org.prmonitor.source.internal.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.event.Event;
import org.prmonitor.api.HopStatistics;
import org.prmonitor.api.event.EventTopics;
import org.prmonitor.source.internal.RecordingEventAdmin;
import org.prmonitor.source.internal.RecordingLog;
import org.prmonitor.source.internal.SourceFixture;
import org.prmonitor.source.internal.journal.Entries;
import org.prmonitor.source.internal.journal.Journal;
import org.prmonitor.testkit.ScriptedChannelProvider;
import org.prmonitor.testkit.ScriptedProcess;

/** An EventAdmin that throws, blocks, comes and goes. */
@Timeout(60)
class EventAdminLaneTest {

    private final ScriptedChannelProvider kernel = new ScriptedChannelProvider();

    @Test
    void aThrowingEventAdminIsOneLineAndIsToldWhatItMissed() throws Exception {
        try (var fixture = new SourceFixture().add(kernel, 1).start()) {
            var throwing = new AtomicBoolean();
            fixture.eventAdmin.on(event -> {
                if (throwing.get()) {
                    throw new IllegalStateException("shutting down");
                }
            });
            kernel.awaitOpened(1, SourceFixture.LONG);
            exit(1);
            fixture.flush();
            throwing.set(true);
            exit(2);
            exit(3);
            kernel.lose(2);
            fixture.flush();
            throwing.set(false);
            exit(6);
            assertEquals(
                    List.of("1 exit 1 null", "5 lost 4 2..5 listener", "6 exit 6 null"), fixture.flushed());
            assertEquals(
                    List.of("EventAdmin threw at event 2: java.lang.IllegalStateException: shutting down"), fixture.log.warnings());
            assertEquals(new HopStatistics("event-admin", 4, 2, 0, 2), fixture.books("event-admin"));
            throwing.set(true);
            exit(7);
            fixture.flush();
            assertEquals(2, fixture.log.warnings().size(), "another incident");
        }
    }

    @Test
    void anErrorIsSurvivedToo() throws Exception {
        try (var fixture = new SourceFixture().add(kernel, 1).start()) {
            var first = new AtomicBoolean(true);
            fixture.eventAdmin.on(event -> {
                if (first.getAndSet(false)) {
                    throw new NoClassDefFoundError("org/example/Gone");
                }
            });
            kernel.awaitOpened(1, SourceFixture.LONG);
            exit(1);
            exit(2);
            assertEquals(List.of("1 lost 1 1..1 listener", "2 exit 2 null"), fixture.flushed());
        }
    }

    @Test
    void keepsItsCursorWhileThereIsNoEventAdmin() throws Exception {
        try (var fixture = new SourceFixture().add(kernel, 1).start()) {
            kernel.awaitOpened(1, SourceFixture.LONG);
            exit(1);
            fixture.flush();
            fixture.source.lane().setTarget(null);
            exit(2);
            exit(3);
            fixture.flush();
            assertEquals(2, fixture.source.status().hop("event-admin").inFlight());
            var other = new RecordingEventAdmin();
            fixture.source.lane().setTarget(EventAdminTarget.ofEverything(other));
            fixture.flush();
            assertEquals(List.of("1 exit 1 null"), SourceFixture.texts(fixture.eventAdmin.events()));
            assertEquals(List.of("2 exit 2 null", "3 exit 3 null"), SourceFixture.texts(other.events()));
        }
    }

    @Test
    void fallsOffTheJournalAloneAndIsTold() throws Exception {
        try (var fixture = new SourceFixture(Map.of("journalEvents", 16)).add(kernel, 1).start()) {
            kernel.awaitOpened(1, SourceFixture.LONG);
            fixture.source.lane().setTarget(null);
            for (var process = 1; process <= 100; process++) {
                exit(process);
            }
            fixture.flush();
            fixture.source.lane().setTarget(EventAdminTarget.ofEverything(fixture.eventAdmin));
            var texts = fixture.flushed();
            assertEquals("84 lost 84 1..84 journal", texts.get(0));
            assertEquals(17, texts.size());
            assertEquals("100 exit 100 null", texts.get(16));
            assertEquals(new HopStatistics("event-admin", 100, 16, 0, 84), fixture.books("event-admin"));
            fixture.assertAccountsClose();
        }
    }

    @Test
    void aBlockingHandlerDelaysNeitherThePumpNorTheStop() throws Exception {
        var release = new CountDownLatch(1);
        var entered = new CountDownLatch(1);
        var fixture = new SourceFixture().add(kernel, 1).start();
        fixture.eventAdmin.on(event -> block(entered, release));
        kernel.awaitOpened(1, SourceFixture.LONG);
        exit(1);
        assertTrue(entered.await(30, TimeUnit.SECONDS));
        exit(2);
        assertFalse(fixture.source.flush(Duration.ofMillis(1)));
        fixture.await(status -> status.lastSequence() == 2);
        var lane = laneThread();
        fixture.close();
        assertTrue(lane.isAlive());
        assertTrue(lane.isDaemon());
        assertEquals(
                List.of("an EventHandler does not return; thread prmonitor-event-admin ends when it does"), fixture.log.warnings());
        release.countDown();
        lane.join(30_000);
        assertFalse(lane.isAlive());
        assertEquals(List.of("1 exit 1 null"), SourceFixture.texts(fixture.eventAdmin.events()));
    }

    @Test
    void aHandlerMayStopTheSource() throws Exception {
        var stopped = new CountDownLatch(1);
        var fixture = new SourceFixture().add(kernel, 1).start();
        fixture.eventAdmin.on(event -> {
            fixture.close();
            stopped.countDown();
        });
        kernel.awaitOpened(1, SourceFixture.LONG);
        var lane = laneThread();
        exit(1);
        assertTrue(stopped.await(30, TimeUnit.SECONDS));
        lane.join(30_000);
        assertFalse(lane.isAlive());
        assertTrue(kernel.awaitClosed(SourceFixture.LONG));
    }

    @Test
    void aHandlerThatFlushesDoesNotWaitForItself() throws Exception {
        try (var fixture = new SourceFixture().add(kernel, 1).start()) {
            var flushed = new CompletableFuture<Boolean>();
            fixture.eventAdmin.on(event -> {
                try {
                    flushed.complete(fixture.source.flush(Duration.ofDays(1)));
                } catch (InterruptedException interrupted) {
                    flushed.completeExceptionally(interrupted);
                }
            });
            kernel.awaitOpened(1, SourceFixture.LONG);
            exit(1);
            assertFalse(flushed.get());
        }
    }

    @Test
    void aSendThatTakesLongIsToldAndOneThatDoesNotEndIsARemark() throws Exception {
        var now = new AtomicLong();
        var journal = new Journal(16);
        var lane = new EventAdminLane(journal, new RecordingLog(), now::get);
        var slow = new LinkedBlockingQueue<Long>();
        lane.setWatch(new SendWatch() {
            @Override
            public void slow(long nanos) {
                slow.add(nanos);
            }

            @Override
            public List<String> remarks() {
                return List.of("a handler was given up");
            }
        });
        var entered = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        lane.setTarget(EventAdminTarget.ofEverything(new RecordingEventAdmin().on(event -> block(entered, release))));
        lane.start();
        try {
            journal.append(Entries.event(1));
            journal.wakeReaders();
            assertTrue(entered.await(30, TimeUnit.SECONDS));
            assertEquals(List.of("a handler was given up"), lane.remarks());
            now.addAndGet(TimeUnit.SECONDS.toNanos(12));
            assertEquals(
                    List.of("a handler was given up", "what follows event 0 has been with EventAdmin for 12.0 s; other EventHandlers wait"
                            + " too, a MonitorEventListener does not"),
                    lane.remarks());
            assertEquals(1, lane.statistics().inFlight());
            release.countDown();
            assertEquals(TimeUnit.SECONDS.toNanos(12), slow.poll(30, TimeUnit.SECONDS));
            assertEquals(1, lane.remarks().size());
            assertTrue(lane.awaitPassed(1, TimeUnit.SECONDS.toNanos(30)));
            assertEquals(0.2, lane.statistics().rate(), 1e-9, "one event, a fifth of one per second");
        } finally {
            lane.stop(Duration.ofSeconds(30));
        }
    }

    @Test
    void sendsOneAfterTheOtherInOrder() throws Exception {
        try (var fixture = new SourceFixture().add(kernel, 1).start()) {
            kernel.awaitOpened(1, SourceFixture.LONG);
            for (var process = 1; process <= 20_000; process++) {
                exit(process);
            }
            fixture.flush();
            var events = fixture.eventAdmin.raw();
            assertEquals(20_000, events.size());
            for (var index = 0; index < events.size(); index++) {
                assertEquals(index + 1L, sequence(events.get(index)));
            }
            fixture.assertAccountsClose();
        }
    }

    @Test
    void whatNobodyAsksForIsPassedOver(@TempDir Path storage) throws Exception {
        try (var framework = new HandlerFramework(storage);
                var fixture = new SourceFixture().add(kernel, 1).start()) {
            kernel.awaitOpened(1, SourceFixture.LONG);
            fixture.source.lane().setTarget(
                    HandlerFramework.target(framework.bundle("org.apache.felix.eventadmin"), fixture.eventAdmin));
            exit(1);
            assertEquals(List.of(), fixture.flushed());
            assertEquals(new HopStatistics("event-admin", 1, 0, 1, 0), fixture.books("event-admin"));
            var starts = framework.handler(EventTopics.PROCESS_STARTED);
            kernel.emit(ScriptedProcess.of(2).running("/a", "a").started());
            kernel.lose(2);
            exit(2);
            assertEquals(List.of("2 start 2 a"), fixture.flushed(), "losses are asked for as everything else is");
            starts.setProperties(HandlerFramework.properties(EventTopics.EVENTS_LOST));
            kernel.lose(1);
            exit(3);
            assertEquals(List.of("2 start 2 a", "6 lost 1 6..6 kernel"), fixture.flushed());
            starts.unregister();
            exit(4);
            fixture.flush();
            framework.handler(EventTopics.ALL);
            exit(5);
            assertEquals(List.of("2 start 2 a", "6 lost 1 6..6 kernel", "9 exit 5 null"), fixture.flushed());
            assertEquals(new HopStatistics("event-admin", 6, 2, 4, 0), fixture.books("event-admin"));
        }
    }

    /** Handlers that have not asked for the event during which EventAdmin threw are told by the next one, whatever it is. */
    @Test
    void whatWasThrownBackIsToldWithAnEventThatNobodyAsksFor(@TempDir Path storage) throws Exception {
        try (var framework = new HandlerFramework(storage);
                var fixture = new SourceFixture().add(kernel, 1).start()) {
            kernel.awaitOpened(1, SourceFixture.LONG);
            fixture.source.lane().setTarget(
                    HandlerFramework.target(framework.bundle("org.apache.felix.eventadmin"), fixture.eventAdmin));
            framework.handler(new String[] {EventTopics.PROCESS_STARTED, EventTopics.EVENTS_LOST});
            var first = new AtomicBoolean(true);
            fixture.eventAdmin.on(event -> {
                if (first.getAndSet(false)) {
                    throw new IllegalStateException("shutting down");
                }
            });
            kernel.emit(ScriptedProcess.of(1).running("/a", "a").started());
            exit(1);
            assertEquals(List.of("1 lost 1 1..1 listener"), fixture.flushed());
            assertEquals(new HopStatistics("event-admin", 2, 0, 1, 1), fixture.books("event-admin"));
        }
    }

    private void exit(long process) {
        kernel.emit(ScriptedProcess.of(process).exited(0));
    }

    private static long sequence(Event event) {
        return (Long) event.getProperty("sequence");
    }

    private static Thread laneThread() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(EventAdminLane.THREAD))
                .reduce((first, second) -> {
                    throw new AssertionError("two lanes");
                })
                .orElseThrow();
    }

    /** As stubborn as a handler can be: an interrupt does not end it. */
    private static void block(CountDownLatch entered, CountDownLatch release) {
        entered.countDown();
        while (true) {
            try {
                release.await();
                return;
            } catch (InterruptedException ignored) {
                // goes on waiting
            }
        }
    }
}
