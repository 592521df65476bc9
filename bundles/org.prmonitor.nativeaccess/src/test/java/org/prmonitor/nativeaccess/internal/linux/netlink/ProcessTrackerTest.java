package org.prmonitor.nativeaccess.internal.linux.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.nativeaccess.internal.linux.procfs.ProcFileSystem;

/** A folder stands in for {@code /proc}: what it shows is as late, or as early, as a test wants. Times are in ticks. */
class ProcessTrackerTest {

    private static final long BOOT = 0x9f86d081884c7d65L;
    private static final long TICK = 10_000_000;

    /** Far enough behind the tick's begin for a message to belong to it for certain. */
    private static final long LATE = 5_000_000;

    private static final long EARLY = 100_000;

    @TempDir
    Path proc;

    private ProcessTracker tracker;

    @BeforeEach
    void makeTracker() {
        tracker = new ProcessTracker(BOOT, new ProcFileSystem(proc.toString()), 100);
    }

    private static ConnectorEvent.Origin origin() {
        return new ConnectorEvent.Origin(0, 0, 0, 0);
    }

    private TrackedProcess fork(long parent, long process, long bootNanos) {
        return tracker.forked(new ConnectorEvent.Forked(origin(), parent, process, process), bootNanos, true);
    }

    private void thread(long process, long thread) {
        tracker.threadAdded(new ConnectorEvent.Forked(origin(), 1, thread, process), 1000 * TICK);
    }

    private @Nullable TrackedProcess exit(long process, long thread) {
        return tracker.exited(new ConnectorEvent.Exited(origin(), thread, process, 0), 1000 * TICK);
    }

    private void show(long process, char state, long parent, long start, long... threads) throws Exception {
        var directory = Files.createDirectories(proc.resolve(Long.toString(process)));
        Files.writeString(
                directory.resolve("stat"),
                process + " (x) " + state + " " + parent + " 0 5 0 -1 0 0 0 0 0 0 0 0 0 0 0 " + threads.length + " 0 " + start + " 0 0\n");
        Files.writeString(directory.resolve("status"), "Name:\tx\nUid:\t7\t7\t7\t7\nGid:\t8\t8\t8\t8\n");
        for (var thread : threads) {
            Files.createDirectories(directory.resolve("task").resolve(Long.toString(thread)));
        }
    }

    private void hideThread(long process, long thread) throws Exception {
        Files.delete(proc.resolve(Long.toString(process)).resolve("task").resolve(Long.toString(thread)));
    }

    private static ProcessKey key(long process, long start) {
        return new ProcessKey(BOOT, process, start);
    }

    @Test
    void startOfAProcessThatIsGoneFollowsFromTheFork() {
        assertEquals(key(5, 70), fork(1, 5, 70 * TICK + LATE).key());
        assertEquals(key(6, 70), fork(1, 6, 70 * TICK + EARLY).key());
    }

    @Test
    void nearTheTicksBeginProcDecides() throws Exception {
        show(5, 'S', 1, 69, 5);
        assertEquals(key(5, 69), fork(1, 5, 70 * TICK + EARLY).key());
    }

    @Test
    void youngerProcessWithTheSameIdIsNotTaken() throws Exception {
        show(5, 'S', 1, 71, 5);
        assertEquals(key(5, 70), fork(1, 5, 70 * TICK + EARLY).key());
    }

    @Test
    void publishedKeyStays() throws Exception {
        var process = fork(1, 5, 70 * TICK + LATE);
        assertEquals(key(5, 70), process.publish());
        show(5, 'S', 1, 69, 5);
        process.confirm(Objects.requireNonNull(new ProcFileSystem(proc.toString()).stat(5)));
        assertEquals(key(5, 70), process.publish());
    }

    @Test
    void childHasItsParentsKeyUserAndSession() throws Exception {
        show(3, 'S', 1, 40, 3);
        tracker.seed(List.of(Objects.requireNonNull(new ProcFileSystem(proc.toString()).stat(3))));
        var child = fork(3, 5, 70 * TICK + LATE);
        assertEquals(key(3, 40), child.parentKey());
        var subject = child.subject(5L);
        assertEquals(7, subject.userId());
        assertEquals(8, subject.groupId());
        assertEquals(5, subject.sessionId());
    }

    @Test
    void lifetimeIsFromTheForkToTheNanosecondAndUnknownWithoutOne() {
        var process = fork(1, 5, 70 * TICK + LATE);
        assertEquals(Duration.ofNanos(930 * TICK - LATE), process.lifetime(1000 * TICK));
        var unknown = exit(6, 6);
        assertNotNull(unknown);
        assertNull(unknown.lifetime(1000 * TICK));
        assertEquals(key(6, 1000), unknown.key());
    }

    @Test
    void processWithoutThreadsEndsWithItsLeader() {
        var process = fork(1, 5, 70 * TICK + LATE);
        assertSame(process, exit(5, 5));
        assertNull(tracker.find(5));
    }

    @Test
    void processEndsWithItsLastThreadAndOnce() {
        var process = fork(1, 5, 70 * TICK + LATE);
        thread(5, 51);
        thread(5, 52);
        assertNull(exit(5, 51));
        assertNull(exit(5, 5));
        assertSame(process, exit(5, 52));
        assertNull(exit(5, 52));
    }

    @Test
    void threadsThatExecEndedSayNothing() {
        var process = fork(1, 5, 70 * TICK + LATE);
        thread(5, 51);
        thread(5, 52);
        assertNull(exit(5, 5));
        assertSame(process, tracker.executed(5, 80 * TICK));
        assertNull(exit(5, 51));
        assertNull(exit(5, 52));
        assertSame(process, exit(5, 5));
    }

    @Test
    void seededProcessHasTheThreadsThatProcShows() throws Exception {
        show(5, 'S', 1, 40, 5, 51);
        tracker.seed(List.of(Objects.requireNonNull(new ProcFileSystem(proc.toString()).stat(5))));
        assertNull(exit(5, 5));
        assertNotNull(exit(5, 51));
    }

    @Test
    void afterALossProcSaysWhichThreadsRun() throws Exception {
        fork(1, 5, 40 * TICK + LATE);
        thread(5, 51);
        tracker.lost();
        show(5, 'Z', 1, 40, 5, 52);
        assertNull(exit(5, 5), "52 runs, whose start was lost");
        assertNotNull(exit(5, 52));
    }

    @Test
    void afterALossAProcessThatProcDoesNotShowHasEnded() {
        fork(1, 5, 40 * TICK + LATE);
        thread(5, 51);
        tracker.lost();
        assertNotNull(exit(5, 5));
    }

    @Test
    void lostEndOfTheLastThreadIsFoundOut() throws Exception {
        var process = fork(1, 5, 40 * TICK + LATE);
        thread(5, 51);
        assertNull(exit(5, 5));
        assertEquals(List.of(), tracker.overlooked(), "nothing is lost: its message comes");
        tracker.lost();
        show(5, 'Z', 1, 40, 5, 51);
        assertEquals(List.of(), tracker.overlooked(), "it runs");
        tracker.lost();
        hideThread(5, 51);
        show(5, 'Z', 1, 40, 5);
        assertEquals(List.of(process), tracker.overlooked());
        assertEquals(List.of(), tracker.overlooked());
    }

    @Test
    void processWhoseStartWasLostIsLearnedFromProc() throws Exception {
        show(5, 'Z', 1, 40, 5);
        var ended = exit(5, 5);
        assertNotNull(ended);
        assertEquals(key(5, 40), ended.key());
        show(6, 'S', 1, 50, 6);
        assertEquals(key(6, 50), tracker.executed(6, 80 * TICK).key());
    }

    @Test
    void messageAboutAnEarlierProcessOfTheIdDoesNotTouchTheLaterOne() throws Exception {
        show(5, 'S', 1, 2000, 5);
        tracker.seed(List.of(Objects.requireNonNull(new ProcFileSystem(proc.toString()).stat(5))));
        var earlier = exit(5, 5);
        assertNotNull(earlier);
        assertEquals(key(5, 1000), earlier.key());
        assertEquals(key(5, 2000), Objects.requireNonNull(tracker.find(5)).key());
    }

    @Test
    void forkReplacesWhoseEndWasLost() {
        fork(1, 5, 70 * TICK + LATE);
        thread(5, 51);
        assertEquals(key(5, 90), fork(1, 5, 90 * TICK + LATE).key());
        assertNotNull(exit(5, 5), "51 was a thread of the other");
    }

    @Test
    void oldestIsForgottenFirst() {
        for (var process = 1; process <= 101; process++) {
            fork(0, process, 70 * TICK + LATE);
        }
        assertNull(tracker.find(1));
        assertNotNull(tracker.find(2));
        assertNotNull(tracker.find(101));
    }
}
