package org.prmonitor.source.internal.pump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.prmonitor.api.SourceState;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.channel.ChannelFidelity;
import org.prmonitor.source.internal.SourceFixture;
import org.prmonitor.testkit.ScriptedChannelProvider;
import org.prmonitor.testkit.ScriptedEvent;
import org.prmonitor.testkit.ScriptedProcess;

/** From one channel to another: without a gap where both can be open, told where they cannot. */
@Timeout(60)
class ProviderSwitchTest {

    private static final ChannelException REFUSAL = new ChannelException("open: EPERM", "run as root");

    private final ScriptedChannelProvider better = new ScriptedChannelProvider();
    private final ScriptedChannelProvider worse =
            new ScriptedChannelProvider("worse", ChannelFidelity.SAMPLED, better.types());

    @Test
    void autoTakesTheBestThatOpensAndSaysWhyNotABetterOne() throws Exception {
        better.refuse(REFUSAL);
        try (var fixture = new SourceFixture().add(worse, 1).add(better, 2).start()) {
            var running = fixture.awaitRunning("worse");
            assertEquals(List.of("channel scripted did not open: open: EPERM; run as root"), running.remarks());
            assertEquals(ChannelFidelity.SAMPLED, running.fidelity());
            assertEquals(
                    List.of("channel worse is open: " + ChannelFidelity.SAMPLED.description()
                            + "; channel scripted did not open: open: EPERM; run as root"),
                    fixture.log.infos());
            assertEquals(List.of(), fixture.log.warnings());
        }
    }

    @Test
    void aBetterOneThatComesTakesOverWithoutGapOrDuplicate() throws Exception {
        try (var fixture = new SourceFixture().add(worse, 1).start()) {
            worse.awaitOpened(1, SourceFixture.LONG);
            emit(exit(1));
            fixture.flush();
            // Both see what happens between the opening of the one and the closing of the other.
            better.beforeSnapshot(() -> emit(exit(3)));
            fixture.add(better, 2);
            fixture.awaitRunning("scripted");
            assertTrue(worse.awaitClosed(SourceFixture.LONG));
            emit(exit(4));
            assertEquals(List.of("1 exit 1 null", "2 exit 3 null", "3 exit 4 null"), fixture.flushed());
            fixture.assertAccountsClose();
        }
    }

    @Test
    void whenAProviderGoesTheNextBestTakesOver() throws Exception {
        try (var fixture = new SourceFixture().add(worse, 1).add(better, 2).start()) {
            better.awaitOpened(1, SourceFixture.LONG);
            emit(exit(1));
            fixture.remove(better);
            assertEquals(List.of(), better.openChannels(), "closed when the unbind returns");
            fixture.awaitRunning("worse");
            emit(exit(2));
            assertEquals(List.of("1 exit 1 null", "2 exit 2 null"), fixture.flushed());
            fixture.add(better, 2);
            fixture.awaitRunning("scripted");
            emit(exit(3));
            assertEquals(List.of("1 exit 1 null", "2 exit 2 null", "3 exit 3 null"), fixture.flushed());
            fixture.assertAccountsClose();
        }
    }

    @Test
    void othersOfTheSameBundleAreNotOpenedWhileItGoes() throws Exception {
        try (var fixture = new SourceFixture().add(worse, 1, 7).add(better, 2, 7).start()) {
            fixture.awaitRunning("scripted");
            fixture.remove(better);
            fixture.remove(worse);
            assertEquals(0, worse.opened());
            assertEquals(SourceState.RECOVERING, fixture.source.status().state());
            fixture.add(better, 2, 7);
            fixture.awaitRunning("scripted");
            emit(exit(2));
            assertEquals(List.of("1 lost null 1..1 kernel", "2 exit 2 null"), fixture.flushed());
        }
    }

    @Test
    void aProviderThatIsNotInUseGoesWithoutNotice() throws Exception {
        try (var fixture = new SourceFixture().add(worse, 1).add(better, 2).start()) {
            fixture.awaitRunning("scripted");
            fixture.remove(worse);
            emit(exit(1));
            assertEquals(List.of("1 exit 1 null"), fixture.flushed());
            assertEquals(1, better.opened());
        }
    }

    @Test
    void anotherRingTakesOverWithoutAGap() throws Exception {
        try (var fixture = new SourceFixture().add(better, 1).start()) {
            var old = better.awaitOpened(1, SourceFixture.LONG);
            old.stall();
            emit(exit(1));
            old.resume();
            fixture.source.configure(Map.of("ringBytes", 8192));
            var opened = better.awaitOpened(2, SourceFixture.LONG);
            assertEquals(8192, opened.options().ringBytes());
            emit(exit(2));
            assertEquals(List.of("1 exit 1 null", "2 exit 2 null"), fixture.flushed());
            fixture.assertAccountsClose();
        }
    }

    @Test
    void aChannelThatDoesNotOpenTwiceIsClosedFirstAndTheGapIsTold() throws Exception {
        var exclusive = new ExclusiveProvider(better);
        try (var fixture = new SourceFixture().add(exclusive, 1).start()) {
            better.awaitOpened(1, SourceFixture.LONG);
            emit(exit(1));
            fixture.source.configure(Map.of("ringBytes", 8192));
            better.awaitOpened(2, SourceFixture.LONG);
            fixture.awaitRunning("scripted");
            emit(exit(2));
            assertEquals(List.of("1 exit 1 null", "2 lost null 2..2 kernel", "3 exit 2 null"), fixture.flushed());
            fixture.assertAccountsClose();
        }
    }

    @Test
    void theNameOfTheOpenChannelChangesNothing() throws Exception {
        try (var fixture = new SourceFixture().add(better, 1).start()) {
            fixture.awaitRunning("scripted");
            fixture.source.configure(Map.of("channel", "scripted"));
            fixture.flush();
            assertEquals(1, better.opened());
        }
    }

    @Test
    void anotherNameTakesOver() throws Exception {
        try (var fixture = new SourceFixture().add(better, 2).add(worse, 1).start()) {
            fixture.awaitRunning("scripted");
            emit(exit(1));
            fixture.source.configure(Map.of("channel", "worse"));
            fixture.awaitRunning("worse");
            emit(exit(2));
            assertEquals(List.of("1 exit 1 null", "2 exit 2 null"), fixture.flushed());
            assertEquals(List.of(), better.openChannels());
        }
    }

    private void emit(ScriptedEvent event) {
        better.emit(event);
        worse.emit(event);
    }

    private static ScriptedEvent exit(long process) {
        return ScriptedProcess.of(process).exited(0);
    }
}
