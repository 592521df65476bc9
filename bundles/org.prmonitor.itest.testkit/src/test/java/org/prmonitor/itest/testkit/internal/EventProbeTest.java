package org.prmonitor.itest.testkit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.testkit.EventProbe;
import org.prmonitor.testkit.PrMonitorTest;
import org.prmonitor.testkit.ScriptedProcess;
import org.prmonitor.testkit.ScriptedSource;

/** What a probe finds, and what it says where it does not. */
@PrMonitorTest
class EventProbeTest {

    private static final Duration SHORT = Duration.ofMillis(50);

    private final ScriptedProcess one = ScriptedProcess.of(41).running("/bin/one", "one", "a\nb");
    private final ScriptedProcess two = ScriptedProcess.of(42).running("/bin/two", "two");

    private static String failure(Attempt attempt) {
        return String.valueOf(assertThrows(AssertionError.class, attempt::run).getMessage());
    }

    private interface Attempt {
        void run() throws Throwable;
    }

    private static void assertSays(String text, String... parts) {
        for (var part : parts) {
            assertTrue(text.contains(part), () -> "not said: " + part + "\nbut: " + text);
        }
    }

    @Test
    void itGoesOnBehindWhatItFound(ScriptedSource scripted, EventProbe probe) throws Exception {
        scripted.emit(one.started(), two.started(), one.exited(0), two.exited(2));
        assertEquals(42, probe.await(ProcessStarted.class, start -> start.processId() == 42).processId());
        assertEquals(41, probe.await(ProcessExited.class).processId());
        assertEquals(2, ((ProcessExited) probe.await(1).get(0)).exitCode());
        probe.noMore();
        assertEquals(4, probe.events().size());
        assertEquals(2, probe.events(ProcessStarted.class).size());
    }

    @Test
    void itWaitsForWhatIsEmittedLater(ScriptedSource scripted, EventProbe probe) throws Exception {
        scripted.handle("org/prmonitor/event/ProcessEvent/STARTED", event -> scripted.emit(one.exited(0)));
        scripted.emit(one.started());
        probe.await(ProcessStarted.class);
        assertEquals(0, probe.await(ProcessExited.class).exitCode());
    }

    @Test
    void whatIsAwaitedInVainIsSaidWithWhatCameInstead(ScriptedSource scripted, EventProbe probe) {
        scripted.emit(one.started(), two.exited(3));
        probe.waitAtMost(SHORT);
        var text = failure(() -> probe.await("a process that is killed", ProcessExited.class, exit -> exit.exitSignal() != null));
        assertSays(
                text,
                "awaited a process that is killed for 50 ms",
                "what came instead:",
                "  #1 STARTED process.id=41 image.path=/bin/one command.line=one a\\nb",
                "  #2 EXITED process.id=42 exit.code=3 process.lifetime=1000000",
                "the source is RUNNING on channel scripted, last event 2, the books:",
                "  kernel: seen 2, delivered 2, filtered 0, lost 0, in flight 0",
                "  listener prmonitor-testkit-probe: seen 2, delivered 2",
                "what was logged:",
                "[org.prmonitor.source] channel scripted is open");
        // What was passed over in vain is still there.
        assertSays(failure(() -> probe.await(3)), "awaited 3 events for 50 ms", "#1 STARTED", "#2 EXITED");
    }

    @Test
    void nothingIsSaidToo(EventProbe probe) {
        probe.waitAtMost(SHORT);
        assertSays(failure(() -> probe.await(MonitorEvent.class)), "awaited MonitorEvent for 50 ms", "nothing came");
    }

    @Test
    void exactlyOnceIsNotTwice(ScriptedSource scripted, EventProbe probe) throws Exception {
        scripted.emit(one.started(), two.started(), one.started());
        probe.exactlyOnce(two.started());
        assertEquals(42, probe.exactlyOnce(ProcessStarted.class, start -> "/bin/two".equals(start.imagePath())).processId());
        assertSays(
                failure(() -> probe.exactlyOnce(two.started(), one.started())),
                "came 2 times and not once: STARTED process.id=41", "all that came:", "#3 STARTED process.id=41");
        assertSays(failure(() -> probe.exactlyOnce(one.exited(0))), "came 0 times and not once: EXITED process.id=41");
        assertSays(
                failure(() -> probe.exactlyOnce(ProcessStarted.class, start -> true)),
                "exactly one ProcessStarted should fulfil the condition, 3 do");
    }

    @Test
    void theOrderMattersAndWhatIsBetweenDoesNot(ScriptedSource scripted, EventProbe probe) throws Exception {
        scripted.emit(one.started(), two.started(), one.exited(0), two.exited(0));
        probe.inOrder(one.started(), two.exited(0));
        probe.noMore();
        assertSays(failure(() -> probe.inOrder(one.started())), "not there, or not in this order: STARTED process.id=41");
        scripted.emit(one.exited(1), two.exited(1));
        assertSays(failure(() -> probe.inOrder(two.exited(1), one.exited(1))), "not there, or not in this order: EXITED process.id=41");
        assertSays(failure(probe::noMore), "no more events should have come", "#5 EXITED", "#6 EXITED");
    }

    @Test
    void anExitIsTheSameWhateverTheSourceAddsToIt(ScriptedSource scripted, EventProbe probe) throws Exception {
        scripted.emit(one.started(), one.exited(0));
        probe.inOrder(one.started(), one.exited(0));
        assertEquals("/bin/one", probe.events(ProcessExited.class).get(0).imagePath());
    }

    @Test
    void lossesAreToldInTheirPlace(ScriptedSource scripted, EventProbe probe) throws Exception {
        scripted.emit(one.started());
        scripted.lose(3);
        scripted.emit(one.exited(0));
        probe.inOrder(one.started(), one.exited(0));
        assertEquals(List.of(3L), probe.lost().stream().map(EventsLost::count).toList());
        assertEquals(2, probe.lost().get(0).from());
        assertEquals(EventsLost.class, probe.events().get(1).getClass());
    }

    @Test
    void whatNobodyWouldSeeIsNotEmitted(ScriptedSource scripted) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> scripted.emit(one.forked()));
        assertEquals(
                "the source publishes started,exited and not forked: configure types, as in"
                        + " @PrMonitorTest(configuration = \"types=started,exited,forked\")",
                refusal.getMessage());
        assertEquals(EventType.FORKED, one.forked().type());
    }

    @Test
    void whatIsForgottenIsGone(ScriptedSource scripted, EventProbe probe) throws Exception {
        scripted.emit(one.started());
        probe.await(ProcessStarted.class);
        probe.clear();
        assertEquals(List.of(), probe.events());
        scripted.emit(one.exited(0));
        probe.await(ProcessExited.class);
    }
}
