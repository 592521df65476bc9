package org.prmonitor.source.internal.pump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.prmonitor.api.HopStatistics;
import org.prmonitor.api.SourceState;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventType;
import org.prmonitor.source.internal.SourceFixture;
import org.prmonitor.testkit.ScriptedChannel;
import org.prmonitor.testkit.ScriptedChannelProvider;
import org.prmonitor.testkit.ScriptedEvent;
import org.prmonitor.testkit.ScriptedProcess;

/** Channels that die, do not open, or are not there. */
@Timeout(60)
class RecoveryTest {

    private static final ChannelException DEATH = new ChannelException("read: Input/output error (EIO)", 5, "look at the disk", null);
    private static final ChannelException REFUSAL =
            new ChannelException("bpf(BPF_MAP_CREATE): Operation not permitted (EPERM)", 1, "run as root", null);

    private final ScriptedChannelProvider kernel = new ScriptedChannelProvider();

    @Test
    void tellsWhatTheDeadChannelStillHeldAndThenAnUncountedGap() throws Exception {
        var clock = new SkippingClock();
        try (var fixture = new SourceFixture(Map.of("lingerMillis", 0), clock).add(kernel, 1).start()) {
            var first = kernel.awaitOpened(1, SourceFixture.LONG);
            kernel.emit(exit(1));
            fixture.flush();
            first.stall();
            kernel.emit(exit(2), exit(3));
            kernel.lose(4);
            kernel.die(DEATH);
            kernel.awaitOpened(2, SourceFixture.LONG);
            fixture.awaitRunning("scripted");
            kernel.emit(exit(8));
            assertEquals(
                    List.of("1 exit 1 null", "7 lost 6 2..7 kernel", "8 lost null 8..8 kernel", "9 exit 8 null"),
                    fixture.flushed());
            fixture.assertAccountsClose();
            assertEquals(new HopStatistics("kernel", 8, 2, 0, 6), fixture.books("kernel"));
            assertEquals(
                    List.of("channel scripted died: read: Input/output error (EIO); look at the disk; trying again in 100 ms"),
                    fixture.log.warnings());
            assertEquals(List.of(100L), clock.pauses());
        }
    }

    @Test
    void keepsWhatADyingDrainHandedOver() throws Exception {
        try (var fixture = new SourceFixture(Map.of(), new SkippingClock()).add(kernel, 1).start()) {
            var first = kernel.awaitOpened(1, SourceFixture.LONG);
            first.stall();
            kernel.emit(exit(1));
            kernel.dieAfterRing(DEATH);
            kernel.emit(exit(2));
            first.resume();
            kernel.awaitOpened(2, SourceFixture.LONG);
            fixture.awaitRunning("scripted");
            assertEquals(List.of("1 exit 1 null", "2 lost 1 2..2 kernel", "3 lost null 3..3 kernel"), fixture.flushed());
        }
    }

    @Test
    void triesAgainAfterLongerAndLongerPauses() throws Exception {
        var clock = new SkippingClock();
        kernel.refuse(REFUSAL);
        try (var fixture = new SourceFixture(Map.of("lingerMillis", 0), clock).add(kernel, 1).start()) {
            while (kernel.refused() < 13) {
                Thread.onSpinWait();
            }
            var status = fixture.source.status();
            assertEquals(SourceState.RECOVERING, status.state());
            assertNull(status.channel());
            assertEquals(
                    List.of("channel scripted did not open: bpf(BPF_MAP_CREATE): Operation not permitted (EPERM); run as root"),
                    status.remarks());
            kernel.admit();
            fixture.awaitRunning("scripted");
            assertEquals(
                    List.of(100L, 200L, 400L, 800L, 1600L, 3200L, 6400L, 12800L, 25600L, 30000L, 30000L, 30000L),
                    clock.pauses().subList(0, 12));
            assertEquals(1, fixture.log.warnings().size(), () -> "one line an incident: " + fixture.log.warnings());
            kernel.emit(exit(1));
            assertEquals(List.of("1 exit 1 null"), fixture.flushed(), "nothing was missed before the first channel");
        }
    }

    @Test
    void aChannelThatDiesAtOnceIsNotReopenedInABusyLoop() throws Exception {
        var clock = new SkippingClock();
        try (var fixture = new SourceFixture(Map.of("lingerMillis", 0), clock).add(kernel, 1).start()) {
            for (var round = 1; round <= 4; round++) {
                kernel.awaitOpened(round, SourceFixture.LONG);
                fixture.awaitRunning("scripted");
                kernel.die(DEATH);
            }
            kernel.awaitOpened(5, SourceFixture.LONG);
            assertEquals(List.of(100L, 200L, 400L, 800L), clock.pauses());
        }
    }

    @Test
    void aThrowingChannelIsADeadOne() throws Exception {
        try (var fixture = new SourceFixture(Map.of(), new SkippingClock()).add(kernel, 1).start()) {
            kernel.awaitOpened(1, SourceFixture.LONG);
            kernel.emit(new ScriptedEvent(
                    EventType.EXITED,
                    null,
                    header -> {
                        throw new IllegalStateException("a bug in the channel");
                    }));
            kernel.awaitOpened(2, SourceFixture.LONG);
            fixture.awaitRunning("scripted");
            assertTrue(fixture.log.warnings().get(0).contains("a bug in the channel"), fixture.log.warnings()::toString);
            kernel.emit(exit(2));
            // The one that threw had left the ring: the channel says that it was delivered, the source knows that it was not.
            assertEquals(List.of("1 lost 1 1..1 kernel", "2 lost null 2..2 kernel", "3 exit 2 null"), fixture.flushed());
        }
    }

    @Test
    void aWrongSequenceIsRefused() throws Exception {
        try (var fixture = new SourceFixture(Map.of(), new SkippingClock()).add(kernel, 1).start()) {
            kernel.awaitOpened(1, SourceFixture.LONG);
            kernel.emit(new ScriptedEvent(
                    EventType.EXITED,
                    null,
                    header -> exit(1).factory().apply(new EventHeader(7, header.time(), "x"))));
            kernel.awaitOpened(2, SourceFixture.LONG);
            assertTrue(
                    fixture.log.warnings().get(0).contains("numbered an event 7 where 1 is next"), fixture.log.warnings()::toString);
        }
    }

    @Test
    void aNamedChannelThatIsNotThereIsWaitedFor() throws Exception {
        try (var fixture = new SourceFixture(Map.of("channel", "other")).add(kernel, 1).start()) {
            var waiting = fixture.await(status -> status.state() == SourceState.RECOVERING);
            assertEquals(List.of("no bundle offers a channel named other; there are scripted"), waiting.remarks());
            assertEquals(0, kernel.opened());
            fixture.add(new ScriptedChannelProvider("other", kernel.fidelity(), kernel.types()), 0);
            fixture.awaitRunning("other");
        }
    }

    @Test
    void namesWhatIsMissingWhereNothingIsThere() throws Exception {
        try (var fixture = new SourceFixture().start()) {
            var waiting = fixture.await(status -> !status.remarks().isEmpty());
            assertEquals(SourceState.STARTING, waiting.state());
            assertEquals(List.of("no channel is there"), waiting.remarks());
            assertEquals(List.of(), fixture.log.warnings());
        }
    }

    @Test
    void theLastEventsOfAChannelThatDiesWhileWeStopAreAccountedFor() throws Exception {
        var fixture = new SourceFixture().add(kernel, 1).start();
        ScriptedChannel channel = kernel.awaitOpened(1, SourceFixture.LONG);
        channel.stall();
        kernel.emit(exit(1), exit(2));
        fixture.close();
        assertEquals(List.of("2 lost 2 1..2 kernel"), SourceFixture.texts(fixture.eventAdmin.events()));
        assertEquals(new HopStatistics("kernel", 2, 0, 0, 2), fixture.books("kernel"));
    }

    private static ScriptedEvent exit(long process) {
        return ScriptedProcess.of(process).exited(0);
    }
}
