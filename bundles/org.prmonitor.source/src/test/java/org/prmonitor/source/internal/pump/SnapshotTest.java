package org.prmonitor.source.internal.pump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.source.internal.SourceFixture;
import org.prmonitor.testkit.ScriptedChannelProvider;
import org.prmonitor.testkit.ScriptedProcess;

/** The processes that run already, joined to the live stream. */
@Timeout(60)
class SnapshotTest {

    private final ScriptedChannelProvider kernel = new ScriptedChannelProvider();
    private final ScriptedProcess init = ScriptedProcess.of(1).running("/sbin/init", "init");
    private final ScriptedProcess shell = ScriptedProcess.of(10).bornAt(5).childOf(init).running("/bin/sh", "sh");
    private final ScriptedProcess cat = ScriptedProcess.of(11).bornAt(9).childOf(shell).running("/bin/cat", "cat");

    @Test
    void comesFirstWithoutGapOrDuplicate() throws Exception {
        kernel.beforeSnapshot(() -> {
            // After the channel opened, before the rows were read: in both.
            kernel.emit(cat.forked(), cat.started());
            kernel.setRunning(row(cat), row(shell), row(init));
        });
        try (var fixture = new SourceFixture(Map.of("snapshot", true, "types", "started,forked,exited")).add(kernel, 1).start()) {
            fixture.awaitRunning("scripted");
            kernel.emit(cat.exited(0));
            assertEquals(
                    List.of("1 runs 1 init", "2 runs 10 sh", "3 runs 11 cat", "4 exit 11 cat"), fixture.flushed());
            var journal = fixture.source.status().hop("journal");
            assertEquals(6, journal.seen());
            assertEquals(2, journal.filtered());
            fixture.assertAccountsClose();
        }
    }

    @Test
    void fillsTheTableButNotTheStreamByDefault() throws Exception {
        kernel.setRunning(row(init), row(shell));
        try (var fixture = new SourceFixture().add(kernel, 1).start()) {
            fixture.awaitRunning("scripted");
            assertEquals(2, fixture.source.processes().size());
            kernel.emit(shell.exited(0));
            assertEquals(List.of("1 exit 10 sh"), fixture.flushed());
            assertNull(fixture.source.process(10));
        }
    }

    @Test
    void canBeSwitchedOnLater() throws Exception {
        kernel.setRunning(row(init));
        try (var fixture = new SourceFixture().add(kernel, 1).start()) {
            fixture.awaitRunning("scripted");
            fixture.source.configure(Map.of("snapshot", true));
            assertEquals(List.of("1 runs 1 init"), fixture.flushed());
            assertEquals(1, kernel.opened());
            fixture.source.configure(Map.of("snapshot", true, "lingerMillis", 1));
            assertEquals(List.of("1 runs 1 init"), fixture.flushed());
        }
    }

    @Test
    void afterAGapTellsWhoCameMeanwhileAndForgetsWhoWent() throws Exception {
        kernel.setRunning(row(init), row(shell));
        try (var fixture = new SourceFixture(Map.of("snapshot", true), new SkippingClock()).add(kernel, 1).start()) {
            kernel.awaitOpened(1, SourceFixture.LONG);
            fixture.awaitRunning("scripted");
            kernel.setRunning(row(init), row(cat));
            kernel.die(new ChannelException("gone", null));
            kernel.awaitOpened(2, SourceFixture.LONG);
            fixture.awaitRunning("scripted");
            assertEquals(
                    List.of("1 runs 1 init", "2 runs 10 sh", "3 lost null 3..3 kernel", "4 runs 11 cat"), fixture.flushed());
            assertEquals(
                    List.of(1L, 11L), fixture.source.processes().stream().map(RunningProcess::processId).sorted().toList());
        }
    }

    @Test
    void aHandOverTellsNobodyTwice() throws Exception {
        kernel.setRunning(row(init));
        try (var fixture = new SourceFixture(Map.of("snapshot", true)).add(kernel, 1).start()) {
            fixture.awaitRunning("scripted");
            fixture.source.configure(Map.of("snapshot", true, "ringBytes", 8192));
            kernel.awaitOpened(2, SourceFixture.LONG);
            assertEquals(List.of("1 runs 1 init"), fixture.flushed());
        }
    }

    @Test
    void theTableCanBeSwitchedOffAndOn() throws Exception {
        kernel.setRunning(row(init));
        var types = "started,forked,exited";
        try (var fixture = new SourceFixture(Map.of("types", types)).add(kernel, 1).start()) {
            fixture.awaitRunning("scripted");
            fixture.source.configure(Map.of("types", types, "processTable", "false"));
            fixture.flush();
            assertEquals(0, fixture.source.processes().size());
            fixture.source.configure(Map.of("types", types));
            fixture.flush();
            assertEquals(1, fixture.source.processes().size());
            assertEquals(1, kernel.opened());
        }
    }

    @Test
    void aChannelWithoutASnapshotIsAChannel() throws Exception {
        kernel.beforeSnapshot(() -> {
            throw new IllegalStateException("no /proc");
        });
        try (var fixture = new SourceFixture(Map.of("snapshot", true)).add(kernel, 1).start()) {
            assertEquals(
                    List.of("the processes that run already are not known: java.lang.IllegalStateException: no /proc"),
                    fixture.awaitRunning("scripted").remarks());
            kernel.emit(shell.exited(0));
            assertEquals(List.of("1 exit 10 null"), fixture.flushed());
        }
    }

    private static RunningProcess row(ScriptedProcess process) {
        return process.row(Instant.now());
    }
}
