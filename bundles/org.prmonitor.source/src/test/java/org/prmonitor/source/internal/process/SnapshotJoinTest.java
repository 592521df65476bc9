package org.prmonitor.source.internal.process;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.testkit.ScriptedEvent;
import org.prmonitor.testkit.ScriptedProcess;

class SnapshotJoinTest {

    private static final Instant SEEN = Instant.parse("2026-01-01T00:00:00Z");

    private final ScriptedProcess shell = ScriptedProcess.of(10).running("/bin/sh", "sh", "-i");
    private final SnapshotJoin join = new SnapshotJoin(List.of(shell.row(SEEN)), SEEN);

    @Test
    void whatTheRowContainsIsADuplicate() {
        assertTrue(join.isDuplicate(at(shell.forked(), SEEN.minusMillis(2))));
        assertTrue(join.isDuplicate(at(shell.started(), SEEN.minusMillis(1))));
        assertTrue(join.isDuplicate(at(shell.started(), SEEN)));
    }

    @Test
    void whatCameLaterOrIsAboutAnotherIsNone() {
        assertFalse(join.isDuplicate(at(shell.started(), SEEN.plusNanos(1))));
        assertFalse(join.isDuplicate(at(shell.bornAt(2).started(), SEEN.minusMillis(1))));
        assertFalse(join.isDuplicate(at(ScriptedProcess.of(11).started(), SEEN.minusMillis(1))));
    }

    @Test
    void anImageThatWasLeftAgainIsNone() {
        assertFalse(join.isDuplicate(at(ScriptedProcess.of(10).running("/bin/env", "env", "sh", "-i").started(), SEEN.minusMillis(1))));
    }

    @Test
    void anExitNeverIs() {
        assertFalse(join.isDuplicate(at(shell.exited(0), SEEN.minusMillis(1))));
    }

    @Test
    void commandLinesCutAtDifferentLengthsAreTheSame() {
        var row = new RunningProcess(
                shell.row(SEEN).subject(), null, null, "/bin/sh", area("sh\0-i\0a long argument\0", false, true), null, SEEN);
        var joinLong = new SnapshotJoin(List.of(row), SEEN);
        assertTrue(joinLong.isDuplicate(started(area("sh\0-i\0a lo", true, false))));
        assertFalse(joinLong.isDuplicate(started(area("sh\0-i\0a lo", false, false))));
        assertFalse(joinLong.isDuplicate(started(area("sh\0-i\0b lo", true, false))));
        assertTrue(joinLong.isDuplicate(started(area("sh\0-i\0a long argument", false, false))));
    }

    @Test
    void endsWhenNothingOlderCanComeAnyMore() {
        assertFalse(join.isOver(SEEN.plusMillis(100)));
        assertTrue(join.isOver(SEEN.plusSeconds(5)));
    }

    private MonitorEvent started(CommandLine commandLine) {
        return new ProcessStarted(
                new EventHeader(1, SEEN.minusMillis(1), "test"), shell.row(SEEN).subject(), null, null, null, "/bin/sh", commandLine, false);
    }

    private static CommandLine area(String bytes, boolean truncated, boolean bestEffort) {
        return CommandLine.ofArgumentArea(bytes.getBytes(StandardCharsets.UTF_8), truncated, bestEffort);
    }

    private static MonitorEvent at(ScriptedEvent event, Instant time) {
        return event.factory().apply(new EventHeader(1, time, "test"));
    }
}
