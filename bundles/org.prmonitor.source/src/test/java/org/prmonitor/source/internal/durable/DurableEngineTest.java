package org.prmonitor.source.internal.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.api.ListenerState;
import org.prmonitor.api.ListenerStatus;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.source.internal.SourceFixture;
import org.prmonitor.source.internal.listener.ListenerInstance;
import org.prmonitor.source.internal.listener.ListenerServices;
import org.prmonitor.source.internal.listener.RecordingListener;
import org.prmonitor.source.internal.pump.PumpClock;
import org.prmonitor.testkit.ScriptedChannelProvider;
import org.prmonitor.testkit.ScriptedProcess;

/** The whole source, with a journal on disk. */
@Timeout(60)
class DurableEngineTest {

    @TempDir
    private Path temporary;

    private final ScriptedChannelProvider kernel = new ScriptedChannelProvider();
    private final RecordingListener listener = new RecordingListener();

    @Test
    void withoutADurableListenerThereIsNothingOnDisk() throws Exception {
        try (var fixture = fixture(Map.of())) {
            ListenerServices.add(fixture.source.listeners(), "a", "NOW", listener);
            emit(3);
            listener.await(3);
            assertEquals(3, fixture.source.status().hops().size());
        }
        assertFalse(Files.exists(directory()));
    }

    @Test
    void aDurableListenerGoesOnAfterARestartWithTheSameNumbering() throws Exception {
        var journalId = new ArrayList<Object>();
        try (var fixture = fixture(Map.of())) {
            emit(2);
            fixture.flush();
            durable(fixture, listener);
            emit(3);
            assertEquals(List.of("3", "4", "5"), listener.await(3).texts());
            assertBooksClose(fixture);
            journalId.add(fixture.source.status().journalId());
        }
        try (var fixture = fixture(Map.of())) {
            emit(1);
            fixture.flush();
            var again = new RecordingListener();
            durable(fixture, again);
            emit(2);
            // 6 is the gap that nobody watched.
            assertEquals(List.of("6..6", "7", "8", "9"), again.await(4).texts());
            assertEquals("6 lost null 6..6 kernel", SourceFixture.text(again.events().get(0)));
            assertEquals(journalId, List.of(fixture.source.status().journalId()));
            assertEquals(9, fixture.source.status().lastSequence());
            assertBooksClose(fixture);
        }
    }

    @Test
    void whatHappenedWhileNoListenerWasThereIsOnDisk() throws Exception {
        try (var fixture = fixture(Map.of("cursorMinutes", 0))) {
            var instance = durable(fixture, listener);
            emit(1);
            listener.await(1);
            fixture.source.listeners().remove(instance);
            emit(1000);
            fixture.await(status -> status.hop("durable").delivered() == 1001);
        }
        try (var fixture = fixture(Map.of())) {
            var again = new RecordingListener();
            durable(fixture, again);
            again.await(1001);
            assertEquals(LongStream.rangeClosed(2, 1001).boxed().toList(), sequences(again.events().subList(0, 1000)));
            assertEquals("1002..1002", again.texts().get(1000));
            assertBooksClose(fixture);
        }
    }

    @Test
    void aBatchThatHadNotReturnedIsGivenAgain() throws Exception {
        var stuck = new CountDownLatch(1);
        var blocked = new RecordingListener(event -> stuck.await());
        try (var fixture = fixture(Map.of())) {
            durable(fixture, blocked);
            emit(1);
            blocked.await(1);
        } finally {
            stuck.countDown();
        }
        try (var fixture = fixture(Map.of())) {
            durable(fixture, listener);
            assertEquals(List.of("1", "2..2"), listener.await(2).texts());
        }
    }

    @Test
    void aNewcomerBeginsWithTheNextEventWhereverTheDiskIs() throws Exception {
        try (var fixture = fixture(Map.of())) {
            durable(fixture, listener);
            for (var round = 1; round <= 50; round++) {
                emit(20);
                fixture.flush();
                var newcomer = new RecordingListener();
                ListenerServices.add(fixture.source.listeners(), "newcomer" + round, "DURABLE", newcomer);
                emit(1);
                assertEquals(List.of(21L * round), sequences(newcomer.await(1).events().subList(0, 1)));
            }
            assertBooksClose(fixture);
        }
    }

    @Test
    void aFolderThatCannotBeHadRefusesTheListenerUntilItCan() throws Exception {
        Files.writeString(directory(), "a file where the folder should be");
        try (var fixture = fixture(Map.of())) {
            durable(fixture, listener);
            emit(1);
            fixture.flush();
            var status = status(fixture);
            assertEquals(ListenerState.REFUSED, status.state());
            assertTrue(status.remark().contains(directory().toString()), status.remark());
            assertEquals(3, fixture.source.status().hops().size());
            Files.delete(directory());
            fixture.await(now -> status(fixture).state() == ListenerState.RUNNING);
            emit(1);
            assertEquals(List.of("2"), listener.await(1).texts());
            assertEquals(1, fixture.log.warnings().size(), () -> "" + fixture.log.warnings());
        }
    }

    @Test
    void twoSourcesDoNotShareAFolder() throws Exception {
        try (var first = fixture(Map.of())) {
            durable(first, listener);
            try (var second = fixture(Map.of())) {
                durable(second, new RecordingListener());
                var remark = status(second).remark();
                assertEquals(
                        "folder " + directory() + " is in use by another source in this process; end that, or set durableDirectory to "
                                + "another folder",
                        remark);
                assertNotEquals(first.source.status().journalId(), second.source.status().journalId());
            }
        }
    }

    @Test
    void anotherProcessThatHasTheFolderIsNamed() throws Exception {
        Files.createDirectories(directory());
        Files.writeString(directory().resolve("journal.owner"), "process 4711, started once");
        var process = lockInAnotherProcess();
        try (var fixture = fixture(Map.of())) {
            durable(fixture, listener);
            assertEquals(
                    "folder " + directory() + " is in use by process 4711, started once; end that, or set durableDirectory to another folder",
                    status(fixture).remark());
            process.outputWriter().close();
            assertTrue(process.waitFor(30, TimeUnit.SECONDS));
            fixture.await(now -> status(fixture).state() == ListenerState.RUNNING);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void whatCouldNotBeOpenedAtTheStartIsNotTouched() throws Exception {
        try (var fixture = fixture(Map.of())) {
            durable(fixture, listener);
            emit(1);
            listener.await(1);
        }
        var process = lockInAnotherProcess();
        try (var fixture = fixture(Map.of())) {
            assertEquals(1, fixture.log.warnings().size());
            durable(fixture, new RecordingListener());
            emit(1);
            fixture.flush();
            assertEquals(ListenerState.REFUSED, status(fixture).state());
            process.outputWriter().close();
            fixture.await(now -> String.valueOf(status(fixture).remark()).contains("start the source again"));
        } finally {
            process.destroyForcibly();
        }
        try (var fixture = fixture(Map.of())) {
            var again = new RecordingListener();
            durable(fixture, again);
            assertEquals(List.of("2..2"), again.await(1).texts());
        }
    }

    @Test
    void aFolderThatIsDeletedUnderneathIsMadeAgainAndToldAboutInOneLine() throws Exception {
        try (var fixture = fixture(Map.of())) {
            var stuck = new CountDownLatch(1);
            var slow = new RecordingListener(event -> stuck.await());
            durable(fixture, slow);
            emit(1);
            slow.await(1);
            emit(500);
            fixture.await(status -> status.hop("durable").delivered() == 501);
            deleteAll(directory());
            fixture.await(status -> Files.exists(directory().resolve("journal.lock")));
            emit(10);
            fixture.await(status -> status.hop("durable").delivered() == 511);
            stuck.countDown();
            fixture.await(status -> status(fixture).books().inFlight() == 0);
            var events = slow.events();
            var next = 1L;
            for (var event : events) {
                assertEquals(next, event instanceof EventsLost loss ? loss.from() : event.sequence());
                next = event.sequence() + 1;
            }
            assertEquals(512, next);
            assertBooksClose(fixture);
            assertEquals(1, fixture.log.warnings().size(), () -> "" + fixture.log.warnings());
        }
    }

    /** A clock that can be put forward. */
    private static final class AdjustableClock implements PumpClock {

        private final AtomicLong ahead = new AtomicLong();

        @Override
        public long nanoTime() {
            return SYSTEM.nanoTime() + ahead.get();
        }

        @Override
        public Instant now() {
            return SYSTEM.now().plusNanos(ahead.get());
        }

        @Override
        public void park(long nanos) {
            SYSTEM.park(nanos);
        }
    }

    @Test
    void whenTheLastDurableListenerIsForgottenTheJournalIsDeletedAndTheNextOneMakesANewOne() throws Exception {
        var clock = new AdjustableClock();
        try (var fixture = fixture(Map.of("cursorMinutes", 0), clock)) {
            var instance = durable(fixture, listener);
            emit(3);
            listener.await(3);
            fixture.source.listeners().remove(instance);
            clock.ahead.addAndGet(Duration.ofDays(8).toNanos());
            fixture.await(status -> status.hops().size() == 3 && !Files.exists(directory()));
            emit(1);
            fixture.flush();
            var next = new RecordingListener();
            durable(fixture, next);
            emit(2);
            assertEquals(List.of("5", "6"), next.await(2).texts());
            assertBooksClose(fixture);
            assertEquals(List.of(), fixture.log.warnings());
        }
        try (var fixture = fixture(Map.of())) {
            assertEquals(7, fixture.source.status().lastSequence());
        }
    }

    @Test
    void segmentsThatNobodyHasAPlaceInAreOfNoUse() throws Exception {
        try (var fixture = fixture(Map.of())) {
            durable(fixture, listener);
            emit(3);
            listener.await(3);
        }
        Files.delete(directory().resolve(CursorFiles.name("a")));
        try (var fixture = fixture(Map.of())) {
            assertEquals(0, fixture.source.status().lastSequence());
            var next = new RecordingListener();
            durable(fixture, next);
            emit(2);
            assertEquals(List.of("1", "2"), next.await(2).texts());
            assertEquals(List.of(), fixture.log.warnings());
        }
    }

    @Test
    void aFolderThatCannotBeReadDoesNotKeepTheSourceFromRunning() throws Exception {
        try (var fixture = fixture(Map.of())) {
            durable(fixture, listener);
            emit(3);
            listener.await(3);
        }
        try (var files = Files.list(directory())) {
            for (var segment : files.filter(Segment::isSegment).toList()) {
                Files.delete(segment);
                Files.createDirectory(segment);
            }
        }
        try (var fixture = fixture(Map.of())) {
            assertEquals(1, fixture.log.warnings().size());
            assertTrue(fixture.log.warnings().get(0).startsWith("durable journal: it cannot be opened: "), fixture.log.warnings().get(0));
            durable(fixture, new RecordingListener());
            assertEquals(ListenerState.REFUSED, status(fixture).state());
            ListenerServices.add(fixture.source.listeners(), "b", "NOW", listener);
            emit(1);
            listener.await(4);
        }
    }

    @Test
    void whatEverybodyHasTakenIsNotKept() throws Exception {
        try (var fixture = fixture(Map.of("durableBytes", 1 << 20, "cursorMinutes", 0))) {
            durable(fixture, listener);
            // More than there is room for, and never so much ahead of the listener: it would lose what it has not taken.
            for (var count = 1_000; count <= 20_000; count += 1_000) {
                emit(1_000);
                listener.await(count);
            }
            fixture.await(status -> segments() == 1);
            assertEquals(0, status(fixture).books().lost());
        }
    }

    private long segments() {
        try (var files = Files.list(directory())) {
            return files.filter(Segment::isSegment).count();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void nobodyButTheOwnerReadsTheFiles() throws Exception {
        try (var fixture = fixture(Map.of())) {
            durable(fixture, listener);
            emit(1);
            listener.await(1);
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory())));
            try (var files = Files.list(directory())) {
                for (var file : files.filter(path -> !path.toString().contains("journal.")).toList()) {
                    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)), file::toString);
                }
            }
        }
    }

    /** Until its input is closed. */
    private Process lockInAnotherProcess() throws IOException {
        var process = JavaProcess.start(LockHolder.class, directory().resolve("journal.lock").toString());
        assertEquals("locked", process.inputReader().readLine());
        return process;
    }

    private Path directory() {
        return temporary.resolve("journal");
    }

    private SourceFixture fixture(Map<String, ?> configuration) throws InterruptedException {
        return fixture(configuration, PumpClock.SYSTEM);
    }

    private SourceFixture fixture(Map<String, ?> configuration, PumpClock clock) throws InterruptedException {
        var all = new HashMap<String, Object>(configuration);
        all.put("types", "exited");
        all.put("lingerMillis", 0);
        var fixture = new SourceFixture(all, clock, directory()).add(kernel, 1).start();
        fixture.awaitRunning("scripted");
        return fixture;
    }

    private static ListenerInstance durable(SourceFixture fixture, RecordingListener listener) {
        return ListenerServices.add(fixture.source.listeners(), "a", "DURABLE", listener);
    }

    private void emit(int count) {
        for (var index = 0; index < count; index++) {
            kernel.emit(ScriptedProcess.of(1).exited(index));
        }
    }

    private static ListenerStatus status(SourceFixture fixture) {
        return fixture.source.status().listeners().get(0);
    }

    private static List<Long> sequences(List<MonitorEvent> events) {
        return events.stream().map(MonitorEvent::sequence).toList();
    }

    private static void assertBooksClose(SourceFixture fixture) throws InterruptedException {
        fixture.flush();
        var status = fixture.await(now -> now.hop("durable").inFlight() == 0
                && now.listeners().stream().allMatch(one -> one.books().inFlight() == 0));
        var hop = status.hop("durable");
        assertEquals(hop.seen(), hop.delivered() + hop.lost(), hop::toString);
        for (var one : status.listeners()) {
            var books = one.books();
            assertEquals(books.seen(), books.delivered() + books.filtered() + books.lost(), books::toString);
        }
    }

    private static void deleteAll(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
