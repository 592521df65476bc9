package org.prmonitor.rcp.internal.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.api.SourceState;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.api.event.ProcessSubject;
import org.prmonitor.rcp.internal.model.FrameRow;
import org.prmonitor.rcp.internal.model.RowKind;
import org.prmonitor.rcp.internal.model.ViewFrame;
import org.prmonitor.testkit.ScriptedChannelProvider;
import org.prmonitor.testkit.ScriptedFeed;
import org.prmonitor.testkit.ScriptedProcess;

/** The way from the real source into a view. */
@Timeout(120)
final class ProcessFeedTest {

    /** How many processes of a storm run at a time. */
    private static final int ALIVE = 100;

    /** Events that come for certain after the view has subscribed. */
    private static final int AFTER_OPENING = 2_000;

    /** Process ids of one round. */
    private static final int MOST_OF_ROUND = 1_000_000;

    private static final int ROUNDS = 20;

    private final ScriptedChannelProvider kernel = new ScriptedChannelProvider();
    private final ScriptedProcess shell = ScriptedProcess.of(100_000_001).running("/bin/sh", "sh");
    private final ScriptedProcess editor = ScriptedProcess.of(100_000_002).running("/bin/ed", "ed").childOf(shell);

    private FeedFixture fixture;

    @BeforeEach
    void begin(@TempDir Path storage) throws Exception {
        fixture = new FeedFixture(storage);
    }

    @AfterEach
    void end() throws Exception {
        fixture.close();
    }

    private static List<String> rows(ViewFrame frame) {
        return frame.rows().stream()
                .map(row -> row.process().kind() + " " + row.process().commandLine() + " " + row.process().exit())
                .map(String::strip)
                .toList();
    }

    @Test
    void whatRunsAlreadyAndWhatHappensThenIsThere() throws Exception {
        kernel.setRunning(shell.row(Instant.now()));
        fixture.startSource(kernel, FeedFixture.ALL_TYPES);
        try (var view = fixture.openView()) {
            view.await(frame -> rows(frame).equals(List.of("RUNNING sh")));
            kernel.emit(editor.forked(), editor.started(), editor.exited(1));
            var frame = view.await(now -> now.counts().ended() == 1);
            assertEquals(List.of("RUNNING sh", "ENDED ed exit 1"), rows(frame));
            assertEquals(shell.key(), frame.rows().get(1).process().parentKey());
            assertEquals(3, frame.rows().get(1).process().events().size());
            var status = view.await(now -> now.status().lag() == 0 && now.status().state() == SourceState.RUNNING).status();
            assertEquals(ScriptedChannelProvider.NAME, status.channel());
            assertEquals(0, status.lost());
        }
    }

    @Test
    void aViewThatIsOpenedInAStormMissesNothingAndTellsNothingTwice() throws Exception {
        fixture.startSource(kernel, Map.of());
        for (var round = 0; round < ROUNDS; round++) {
            var base = round * (long) MOST_OF_ROUND;
            var raised = new AtomicLong(2 * ALIVE + round);
            kernel.feed(new ScriptedFeed(EventType.STARTED, raised::get, (number, header) -> storm(base, number, header)));
            // Those are in the table before the view comes, and the view before it is gone.
            assertTrue(fixture.source().flush(FeedFixture.LONG));
            fixture.source().await(FeedFixture.LONG, status -> status.listeners().isEmpty());
            var storm = CompletableFuture.runAsync(() -> raise(raised));
            try (var view = fixture.openView()) {
                storm.get();
                assertTrue(fixture.source().flush(FeedFixture.LONG));
                var expected = new TreeSet<Long>();
                fixture.source().processes().forEach(process -> expected.add(process.processId()));
                // A process that started unseen or told twice is here for ever; one that is only on its way is not.
                var frame = view.await(now -> running(now).equals(expected) && now.rows().stream().allMatch(ProcessFeedTest::isToldOnce));
                assertEquals(0, frame.status().lost());
                assertTrue(frame.rows().stream().anyMatch(row -> row.process().running() != null), "nothing ran at the beginning");
                assertTrue(frame.counts().ended() >= AFTER_OPENING / 2 - ALIVE, "nothing came by the stream");
            }
        }
    }

    /** Goes on until the view has subscribed, and some time longer. */
    private void raise(AtomicLong raised) {
        while (fixture.source().status().listeners().isEmpty() && raised.get() < MOST_OF_ROUND) {
            raised.addAndGet(1 + raised.get() % 13);
            Thread.yield();
        }
        for (var end = raised.get() + AFTER_OPENING; raised.get() < end; Thread.yield()) {
            raised.addAndGet(1 + raised.get() % 13);
        }
    }

    /** Odd numbers are starts, even ones exits of what started a while ago. */
    private static MonitorEvent storm(long base, long number, EventHeader header) {
        var index = (number + 1) / 2;
        var isExit = number % 2 == 0;
        var id = base + (isExit && index > ALIVE ? index - ALIVE : index);
        var subject = ProcessSubject.of(new ProcessKey(ScriptedProcess.BOOT, id, 1));
        return isExit && index > ALIVE
                ? new ProcessExited(header, subject, 0, null, null, null, null)
                : new ProcessStarted(header, subject, null, null, null, "/bin/" + number, CommandLine.ofArguments("c"), false);
    }

    private static TreeSet<Long> running(ViewFrame frame) {
        var ids = new TreeSet<Long>();
        frame.rows().stream().filter(row -> row.process().isRunning()).forEach(row -> assertTrue(ids.add(row.process().processId())));
        return ids;
    }

    private static boolean isToldOnce(FrameRow line) {
        var row = line.process();
        var starts = row.events().stream().filter(ProcessStarted.class::isInstance).count();
        var exits = row.events().stream().filter(ProcessExited.class::isInstance).count();
        // The start may be in the table, or may be older than the view; a second one of either is a duplicate.
        return starts <= 1 && exits == (row.isRunning() ? 0 : 1);
    }

    @Test
    void aSourceThatIsStoppedAndStartedAgainIsFollowed() throws Exception {
        kernel.setRunning(shell.row(Instant.now()), editor.row(Instant.now()));
        fixture.startSource(kernel, Map.of());
        try (var view = fixture.openView()) {
            view.await(frame -> rows(frame).equals(List.of("RUNNING sh", "RUNNING ed")));
            fixture.stopSource();
            var without = view.await(frame -> frame.status().state() == null);
            assertEquals(List.of("RUNNING sh", "RUNNING ed"), rows(without));
            assertNull(without.status().channel());

            var another = ScriptedProcess.of(100_000_003).running("/bin/top", "top");
            kernel.setRunning(shell.row(Instant.now()), another.row(Instant.now()));
            fixture.startSource(kernel, Map.of());
            var frame = view.await(now -> now.counts().ended() == 1 && now.status().state() == SourceState.RUNNING);
            assertEquals(List.of("RUNNING sh", "ENDED ed exit ?", "RUNNING top"), rows(frame));
            kernel.emit(shell.killed(9));
            view.await(now -> rows(now).equals(List.of("ENDED sh killed by SIGKILL", "ENDED ed exit ?", "RUNNING top")));
        }
    }

    @Test
    void aSourceThatComesAfterTheViewIsFound() throws Exception {
        try (var view = fixture.openView()) {
            assertNull(view.await(frame -> true).status().state());
            kernel.setRunning(shell.row(Instant.now()));
            fixture.startSource(kernel, Map.of());
            view.await(frame -> rows(frame).equals(List.of("RUNNING sh")));
        }
    }

    @Test
    void whatRunsIsThereThoughTheChannelOpensLaterThanTheView() throws Exception {
        kernel.setRunning(shell.row(Instant.now()));
        kernel.refuse(new ChannelException("the script: not permitted", "permit it"));
        fixture.registerSource(kernel, Map.of());
        try (var view = fixture.openView()) {
            var frame = view.await(now -> now.status().state() == SourceState.RECOVERING);
            assertEquals(List.of(), rows(frame));
            assertTrue(frame.status().remark().contains("not permitted"), frame.status()::remark);
            kernel.admit();
            view.await(now -> rows(now).equals(List.of("RUNNING sh")));
        }
    }

    @Test
    void aLossIsARowAndACount() throws Exception {
        fixture.startSource(kernel, Map.of());
        try (var view = fixture.openView()) {
            view.await(frame -> frame.status().state() == SourceState.RUNNING);
            kernel.lose(1_234);
            var frame = view.await(now -> now.status().lost() > 0);
            assertEquals(1_234, frame.status().unacknowledged());
            assertEquals(RowKind.LOST, frame.rows().get(0).process().kind());
            assertEquals(
                    "1,234 events are missing here, lost at hop 'kernel', sequence 1 to 1234",
                    frame.rows().get(0).process().commandLine());
        }
    }

    @Test
    void whatEndedUnseenIsFoundAfterALoss() throws Exception {
        kernel.setRunning(shell.row(Instant.now()), editor.row(Instant.now()));
        // The source's table knows of exits, the stream does not: as for a reader that has fallen behind.
        fixture.startSource(kernel, Map.of("filter", "(!(event.topics=*EXITED))"));
        try (var view = fixture.openView()) {
            view.await(frame -> frame.counts().running() == 2);
            kernel.emit(editor.exited(0));
            kernel.lose(1);
            var frame = view.await(now -> now.counts().ended() == 1);
            assertEquals(List.of("RUNNING sh", "ENDED ed exit ?"), rows(frame).subList(0, 2));
        }
    }

    @Test
    void aClosedViewLeavesNothingWithTheSource() throws Exception {
        fixture.startSource(kernel, Map.of());
        try (var view = fixture.openView()) {
            view.await(frame -> frame.status().state() == SourceState.RUNNING);
            assertEquals(1, fixture.source().status().listeners().size());
        }
        var status = fixture.source().await(FeedFixture.LONG, now -> now.listeners().isEmpty());
        assertEquals(List.of(), status.listeners());
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("prmonitor-view"))
                .allMatch(thread -> joins(thread)));
    }

    private static boolean joins(Thread thread) {
        try {
            thread.join(FeedFixture.LONG.toMillis());
            return !thread.isAlive();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
