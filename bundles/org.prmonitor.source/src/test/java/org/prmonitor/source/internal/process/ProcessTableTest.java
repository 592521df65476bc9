package org.prmonitor.source.internal.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.ProcessEvent;
import org.prmonitor.api.event.ProcessForked;
import org.prmonitor.api.event.ProcessSubject;
import org.prmonitor.testkit.ScriptedEvent;
import org.prmonitor.testkit.ScriptedProcess;

class ProcessTableTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private final ProcessTable table = new ProcessTable(100);
    private final ScriptedProcess shell = ScriptedProcess.of(10).running("/bin/sh", "sh", "-i");
    private final ScriptedProcess child = ScriptedProcess.of(11).childOf(shell);
    private final ScriptedProcess cat = child.running("/bin/cat", "cat");

    @Test
    void aForkInheritsAnExecReplacesAnExitEnds() {
        observe(shell.started(), 0);
        observe(child.forked(), 1);
        assertRow(11, "/bin/sh", "sh -i");
        assertEquals(T0.plusMillis(1), table.process(11).startTime());
        assertEquals(10L, table.process(11).parentId());
        assertEquals(shell.key(), table.process(11).parentKey());
        observe(cat.started(), 2);
        assertRow(11, "/bin/cat", "cat");
        assertEquals(T0.plusMillis(1), table.process(11).startTime(), "an exec is no birth");
        var last = observe(cat.exited(0), 3);
        assertNotNull(last);
        assertEquals("/bin/cat", last.imagePath());
        assertNull(table.process(11));
        assertNull(observe(cat.exited(0), 4));
    }

    @Test
    void aBrotherInheritsFromTheOneThatCalled() {
        observe(shell.started(), 0);
        observe(cat.started(), 1);
        var brother = new ProcessForked(header(2), ProcessSubject.of(ScriptedProcess.of(12).key()), 10L, shell.key(), 11L);
        table.observe(brother);
        assertRow(12, "/bin/cat", "cat");
        assertEquals(10L, table.process(12).parentId());
    }

    @Test
    void inheritsNothingFromAnotherProcessUnderTheParentsId() {
        observe(shell.bornAt(99).started(), 0);
        observe(child.forked(), 1);
        assertRow(11, null, null);
    }

    @Test
    void anIdThatComesBackIsAnotherProcess() {
        observe(shell.started(), 0);
        var other = ScriptedProcess.of(10).bornAt(50).running("/bin/ls", "ls");
        observe(other.started(), 1);
        assertRow(10, "/bin/ls", "ls");
        assertNull(observe(shell.exited(0), 2), "the exit of the one before");
        assertTrue(table.contains(other.key()));
        assertFalse(table.contains(shell.key()));
    }

    @Test
    void whenItIsFullTheOldestGoes() {
        var small = new ProcessTable(3);
        for (var process = 1; process <= 5; process++) {
            small.observe((ProcessEvent) ScriptedProcess.of(process).started().factory().apply(header(process)));
        }
        assertEquals(List.of(3L, 4L, 5L), ids(small));
        small.resize(2);
        assertEquals(List.of(4L, 5L), ids(small));
        small.observe((ProcessEvent) ScriptedProcess.of(5).exited(0).factory().apply(header(6)));
        small.observe((ProcessEvent) ScriptedProcess.of(6).started().factory().apply(header(7)));
        assertEquals(List.of(4L, 6L), ids(small));
    }

    @Test
    void aSnapshotRowIsNotOverwrittenByWhatHappenedBeforeIt() {
        table.refresh(List.of(cat.row(T0.plusMillis(10))), true);
        observe(child.forked(), 5);
        assertRow(11, "/bin/cat", "cat");
        observe(child.running("/bin/sh", "sh", "-c", "exec cat").started(), 6);
        assertRow(11, "/bin/cat", "cat");
        observe(child.running("/bin/ls", "ls").started(), 11);
        assertRow(11, "/bin/ls", "ls");
    }

    @Test
    void aRefreshDropsWhoIsGoneOnceTheRingIsDrained() {
        observe(shell.started(), 0);
        observe(cat.started(), 1);
        observe(ScriptedProcess.of(12).started(), 1);
        table.refresh(List.of(shell.row(T0.plusMillis(5))), true);
        observe(ScriptedProcess.of(13).started(), 6);
        assertNotNull(observe(cat.exited(0), 3), "its exit was still on its way, and can be named");
        table.removeUnconfirmed();
        assertEquals(List.of(10L, 13L), ids(table));
    }

    @Test
    void withoutForksAStartIsABirth() {
        table.refresh(List.of(), false);
        observe(shell.started(), 7);
        assertEquals(T0.plusMillis(7), table.process(10).startTime());
        table.refresh(List.of(), true);
        observe(cat.started(), 8);
        assertNull(table.process(11).startTime());
    }

    @Test
    void clearedAndFilledAgain() {
        observe(shell.started(), 0);
        table.clear();
        assertEquals(List.of(), ids(table));
        observe(cat.started(), 1);
        assertEquals(List.of(11L), ids(table));
    }

    private @Nullable RunningProcess observe(ScriptedEvent event, int millis) {
        return table.observe((ProcessEvent) event.factory().apply(header(millis)));
    }

    private void assertRow(long processId, @Nullable String imagePath, @Nullable String commandLine) {
        var row = table.process(processId);
        assertNotNull(row);
        assertEquals(imagePath, row.imagePath());
        assertEquals(commandLine, row.commandLine() == null ? null : row.commandLine().toString());
    }

    private static List<Long> ids(ProcessTable table) {
        return table.processes().stream().map(RunningProcess::processId).sorted().collect(Collectors.toList());
    }

    private static EventHeader header(int millis) {
        return new EventHeader(1, T0.plusMillis(millis), "test");
    }
}
