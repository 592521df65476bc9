package org.prmonitor.source.internal.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.prmonitor.api.ListenerState;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.source.internal.SourceFixture;
import org.prmonitor.testkit.ScriptedChannelProvider;
import org.prmonitor.testkit.ScriptedProcess;

/** The lane as a part of the source, from the kernel on. */
@Timeout(60)
class ListenersOfTheSourceTest {

    private final ScriptedChannelProvider kernel = new ScriptedChannelProvider();

    private static void add(SourceFixture fixture, String id, MonitorEventListener listener) {
        fixture.source.listeners().add(
                LaneFixture.properties(Map.of("prmonitor.listener.id", id), 1), listener, new ListenerOwner("org.example 1.0.0", null));
    }

    private void exit(long process) {
        kernel.emit(ScriptedProcess.of(process).exited(0));
    }

    @Test
    void whatTheKernelRaisesArrivesAndTheBooksCloseUpToTheListener() throws Exception {
        try (var fixture = new SourceFixture().add(kernel, 1)) {
            var listener = new RecordingListener();
            add(fixture, "a", listener);
            fixture.start();
            kernel.awaitOpened(1, SourceFixture.LONG);
            exit(1);
            kernel.lose(3);
            exit(5);
            listener.await(3);
            assertEquals(List.of("1", "2..4", "5"), listener.texts());
            var status = fixture.await(now -> now.listeners().get(0).books().inFlight() == 0);
            var books = status.listeners().get(0).books();
            assertEquals(status.hop("journal").delivered(), books.seen());
            assertEquals(2, books.delivered());
            fixture.assertAccountsClose();
        }
    }

    @Test
    void aListenerThatBlocksDelaysNeitherThePumpNorEventAdminNorANeighbour() throws Exception {
        var blocker = new Blocker();
        try (var fixture = new SourceFixture(Map.of("journalEvents", 16)).add(kernel, 1)) {
            var neighbour = new RecordingListener();
            add(fixture, "blocked", event -> blocker.block());
            add(fixture, "neighbour", neighbour);
            fixture.start();
            kernel.awaitOpened(1, SourceFixture.LONG);
            exit(1);
            blocker.awaitEntered();
            for (var process = 2; process <= 200; process++) {
                exit(process);
                neighbour.await(process);
            }
            fixture.flush();
            assertEquals(200, fixture.eventAdmin.events().size());
            assertEquals(0, fixture.source.status().hop("event-admin").lost());
            blocker.release();
        }
    }

    @Test
    void atTheEndAllLanesHandOverWhatIsThereAtTheSameTime() throws Exception {
        var fixture = new SourceFixture().add(kernel, 1);
        var together = new CountDownLatch(3);
        var met = new boolean[3];
        fixture.eventAdmin.on(event -> met[0] = meet(together));
        add(fixture, "a", event -> met[1] = meet(together));
        add(fixture, "b", event -> met[2] = meet(together));
        fixture.start();
        kernel.awaitOpened(1, SourceFixture.LONG);
        exit(1);
        fixture.close();
        for (var index = 0; index < 3; index++) {
            assertTrue(met[index], "lane " + index + " waited for another");
        }
        assertEquals(List.of(), fixture.source.status().listeners());
    }

    @Test
    void nothingIsLeftBehindWhenTheSourceHasStopped() throws Exception {
        // Some tests leave sources running, as a crash would.
        var others = Thread.getAllStackTraces().keySet();
        var listener = new RecordingListener();
        var fixture = new SourceFixture().add(kernel, 1);
        add(fixture, "left", listener);
        fixture.start();
        kernel.awaitOpened(1, SourceFixture.LONG);
        exit(1);
        listener.await(1);
        assertEquals(ListenerState.RUNNING, fixture.source.status().listeners().get(0).state());
        fixture.close();
        assertFalse(listener.thread().isAlive());
        RecordingListener.awaitTrue(() -> Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !others.contains(thread))
                .noneMatch(thread -> thread.getName().startsWith("prmonitor-")));
    }

    private static boolean meet(CountDownLatch together) {
        together.countDown();
        try {
            return together.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException cutOff) {
            return false;
        }
    }
}
