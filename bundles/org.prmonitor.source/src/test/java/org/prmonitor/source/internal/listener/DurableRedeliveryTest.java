package org.prmonitor.source.internal.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.source.internal.journal.EventCursor;
import org.prmonitor.source.internal.journal.Journal;

/** What the lane asks of a cursor that is kept on disk, and when. */
@Timeout(60)
class DurableRedeliveryTest {

    private static final Map<String, String> PROPERTIES = Map.of("prmonitor.listener.id", "a", "prmonitor.listener.resume", "DURABLE");

    /** A reader that says what is asked of it, and fails to read as often as it is told. */
    private static final class ObservedCursor implements EventCursor {

        final List<String> asked = new CopyOnWriteArrayList<>();
        final AtomicInteger failures = new AtomicInteger();
        final AtomicInteger interrupts = new AtomicInteger();
        /** What a read waits for. */
        volatile Runnable gate = () -> {};
        private final EventCursor reader;

        ObservedCursor(Journal journal) {
            reader = journal.readerAtHead();
        }

        @Override
        public int read(MonitorEvent[] batch) {
            observeInterrupt();
            gate.run();
            observeInterrupt();
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("disk is gone");
            }
            var count = reader.read(batch);
            if (count > 0) {
                asked.add("read to " + batch[count - 1].sequence());
            }
            return count;
        }

        @Override
        public void confirm() {
            observeInterrupt();
            asked.add("confirm");
            reader.confirm();
        }

        /** A channel that is read or written by an interrupted thread is closed. */
        private void observeInterrupt() {
            if (Thread.currentThread().isInterrupted()) {
                interrupts.incrementAndGet();
            }
        }

        @Override
        public boolean await(long nanos) throws InterruptedException {
            return reader.await(nanos);
        }

        @Override
        public void wakeup() {
            reader.wakeup();
        }

        @Override
        public boolean hasNext() {
            return reader.hasNext();
        }

        @Override
        public long seen() {
            return reader.seen();
        }

        @Override
        public long overrun() {
            return reader.overrun();
        }

        @Override
        public void close() {
            asked.add("close");
            reader.close();
        }
    }

    private ObservedCursor cursor;

    private LaneFixture fixture() {
        return new LaneFixture((id, resume) -> cursor);
    }

    @Test
    void nothingIsConfirmedBeforeItsCallHasReturned() throws Exception {
        try (var fixture = fixture()) {
            cursor = new ObservedCursor(fixture.journal);
            var blocker = new Blocker();
            var listener = new RecordingListener(event -> {
                if (event.sequence() == 2) {
                    blocker.block();
                }
            });
            fixture.add(PROPERTIES, "1.0.0", listener);
            fixture.append(2);
            blocker.awaitEntered();
            assertEquals(List.of("read to 2"), cursor.asked);
            blocker.release();
            fixture.settled("a");
            RecordingListener.awaitTrue(() -> cursor.asked.size() == 2);
            assertEquals(List.of("read to 2", "confirm"), cursor.asked);
        }
    }

    @Test
    void aBatchWhoseCallWasLeftBehindIsGivenAgainFromItsStart() throws Exception {
        try (var fixture = fixture()) {
            cursor = new ObservedCursor(fixture.journal);
            var blocker = new Blocker();
            var batches = new ArrayList<List<Long>>();
            var listener = new MonitorEventListener() {
                @Override
                public void onEvent(MonitorEvent event) {
                    throw new AssertionError("not called");
                }

                @Override
                public void onEvents(List<MonitorEvent> events) {
                    batches.add(events.stream().map(MonitorEvent::sequence).toList());
                    if (events.size() > 1) {
                        blocker.block();
                    }
                }
            };
            var instance = fixture.add(PROPERTIES, "1.0.0", listener);
            fixture.append(4);
            blocker.awaitEntered();
            fixture.lane.remove(instance);
            var before = fixture.status("a").books();
            var left = batches.get(batches.size() - 1);
            assertEquals(left.get(0) - 1, before.delivered());
            var next = new RecordingListener();
            fixture.add(PROPERTIES, "1.0.1", next);
            next.await((int) (4 - before.delivered()));
            assertEquals(left.get(0), next.events().get(0).sequence());
            assertEquals(4, fixture.settled("a").books().delivered());
            blocker.release();
        }
    }

    @Test
    void aCursorThatCannotBeReadIsTriedAgainAndOneLine() {
        try (var fixture = fixture()) {
            cursor = new ObservedCursor(fixture.journal);
            cursor.failures.set(3);
            var listener = new RecordingListener();
            fixture.add(PROPERTIES, "1.0.0", listener);
            fixture.append(2);
            assertEquals(List.of("1", "2"), listener.await(2).texts());
            assertEquals(1, fixture.log.warnings().size());
            assertTrue(fixture.log.warnings().get(0).startsWith(
                    "listener a: bundle org.example 1.0.0 cannot be served now: java.lang.IllegalStateException: disk is gone"));
            assertEquals(0, fixture.settled("a").errors(), "not the listener's");
        }
    }

    @Test
    void aListenerThatInterruptsItsThreadDoesNotMeetTheCursorsFiles() {
        try (var fixture = fixture()) {
            cursor = new ObservedCursor(fixture.journal);
            var listener = new RecordingListener(event -> Thread.currentThread().interrupt());
            fixture.add(PROPERTIES, "1.0.0", listener);
            fixture.append(300);
            listener.await(300);
            fixture.settled("a");
            assertEquals(0, cursor.interrupts.get());
        }
    }

    @Test
    void aThreadThatReadsIsWaitedForAndNotInterruptedWhenItsListenerGoes() throws Exception {
        try (var fixture = fixture()) {
            cursor = new ObservedCursor(fixture.journal);
            var reading = new CountDownLatch(1);
            var slowDisk = new CountDownLatch(1);
            cursor.gate = () -> {
                reading.countDown();
                awaitOrNoticeInterrupt(slowDisk);
            };
            var instance = fixture.add(PROPERTIES, "1.0.0", new RecordingListener());
            reading.await();
            var removed = CompletableFuture.runAsync(() -> fixture.lane.remove(instance));
            // Longer than a call would be waited for.
            assertThrows(TimeoutException.class, () -> removed.get(1_300, TimeUnit.MILLISECONDS));
            slowDisk.countDown();
            removed.get(30, TimeUnit.SECONDS);
            assertEquals(0, cursor.interrupts.get());
            assertEquals(List.of(), fixture.log.warnings());
            cursor.gate = () -> {};
            fixture.append(1);
            var next = new RecordingListener();
            fixture.add(PROPERTIES, "1.0.1", next);
            assertEquals(List.of("1"), next.await(1).texts(), "the place was kept");
        }
    }

    private static void awaitOrNoticeInterrupt(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
