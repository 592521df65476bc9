package org.prmonitor.source.internal.pump;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.testkit.ScriptedEvent;
import org.prmonitor.testkit.ScriptedProcess;

class HandOverTest {

    private static final Instant CLOSED = Instant.parse("2026-01-01T00:00:00Z");

    private final ScriptedProcess shell = ScriptedProcess.of(5).running("/bin/sh", "sh");

    @Test
    void whatBothChannelsSawIsToldOnce() {
        var handOver = new HandOver(List.of(), CLOSED.minusMillis(2));
        var events = List.of(shell.forked(), shell.started(), shell.started(), shell.exited(0));
        for (var event : events) {
            handOver.told(at(event, CLOSED.minusMillis(1)));
        }
        assertTrue(handOver.isDraining());
        handOver.oldChannelClosed(CLOSED);
        for (var event : events) {
            assertTrue(handOver.isDuplicate(at(event, CLOSED.minusNanos(700))), event::toString);
        }
        for (var event : events) {
            assertFalse(handOver.isDuplicate(at(event, CLOSED.minusNanos(700))), "told twice is not thrice");
        }
    }

    @Test
    void whatWasToldJustBeforeMayReachTheNewChannelsHookYet() {
        var exit = at(shell.exited(0), CLOSED.minusMillis(300));
        var fork = at(ScriptedProcess.of(6).forked(), CLOSED.minusSeconds(9));
        var handOver = new HandOver(List.of(exit, fork), CLOSED.minusMillis(2));
        handOver.oldChannelClosed(CLOSED);
        assertTrue(handOver.isDuplicate(at(shell.exited(0), CLOSED.plusMillis(20))), "a process ends once");
        assertFalse(handOver.isDuplicate(at(ScriptedProcess.of(6).forked(), CLOSED.minusMillis(1))), "too long ago");
    }

    @Test
    void aStartAfterTheOldOneWasClosedIsAnotherStart() {
        var handOver = new HandOver(List.of(at(shell.started(), CLOSED.minusMillis(1))), CLOSED);
        handOver.oldChannelClosed(CLOSED);
        assertFalse(handOver.isDuplicate(at(shell.started(), CLOSED.plusNanos(1))));
        assertTrue(handOver.isDuplicate(at(shell.started(), CLOSED)));
    }

    @Test
    void anotherProcessUnderTheSameIdIsAnotherProcess() {
        var handOver = new HandOver(List.of(at(shell.exited(0), CLOSED)), CLOSED);
        handOver.oldChannelClosed(CLOSED);
        assertFalse(handOver.isDuplicate(at(shell.bornAt(200).exited(0), CLOSED.plusSeconds(2))));
        assertFalse(handOver.isDuplicate(at(shell.started(), CLOSED)));
    }

    @Test
    void aGuessedStartInTheKeyDoesNotMakeItAnotherProcess() {
        var handOver = new HandOver(List.of(at(shell.exited(0), CLOSED)), CLOSED);
        handOver.oldChannelClosed(CLOSED);
        assertTrue(handOver.isDuplicate(at(shell.bornAt(3).exited(0), CLOSED.plusNanos(60_000))));
    }

    @Test
    void endsWhenNothingCanBeRepeatedAnyMore() {
        var handOver = new HandOver(List.of(), CLOSED);
        assertFalse(handOver.isOver(CLOSED.plusSeconds(60)), "the old channel is still drained");
        handOver.oldChannelClosed(CLOSED);
        assertFalse(handOver.isOver(CLOSED.plusMillis(900)));
        assertTrue(handOver.isOver(CLOSED.plusMillis(1100)));
    }

    private static MonitorEvent at(ScriptedEvent event, Instant time) {
        return event.factory().apply(new EventHeader(1, time, "test"));
    }
}
