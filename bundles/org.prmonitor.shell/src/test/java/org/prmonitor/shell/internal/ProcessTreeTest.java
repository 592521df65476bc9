package org.prmonitor.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.event.ProcessKey;

class ProcessTreeTest {

    private static String draw(List<ProcessTree.Row> rows) {
        return rows.stream().map(row -> row.branch() + row.process().processId()).collect(Collectors.joining("\n"));
    }

    @Test
    void childrenStandUnderTheirParents() {
        var tree = new ProcessTree(List.of(
                Events.process(20, 10L), Events.process(1, null), Events.process(10, 1L), Events.process(21, 10L),
                Events.process(11, 1L), Events.process(22, 21L), Events.process(2, null)));
        assertEquals(
                """
                1
                ├─ 10
                │  ├─ 20
                │  └─ 21
                │     └─ 22
                └─ 11
                2""",
                draw(tree.rows()));
        assertEquals("10\n├─ 20\n└─ 21\n   └─ 22", draw(tree.rows(10)));
        assertEquals("", draw(tree.rows(99)));
    }

    @Test
    void aParentThatIsNotThereMakesARoot() {
        assertEquals("5\n6", draw(new ProcessTree(List.of(Events.process(5, 4L), Events.process(6, 4L))).rows()));
    }

    @Test
    void aParentWhoseIdCameBackForAnotherProcessIsNone() {
        var child = Events.process(5, 4L);
        var orphan = new RunningProcess(
                child.subject(), 4L, new ProcessKey(0xb007, 4, 1), child.imagePath(), child.commandLine(), null, Events.TIME);
        assertEquals("4\n5", draw(new ProcessTree(List.of(Events.process(4, null), orphan)).rows()));
    }

    @Test
    void aCircleIsCutOpenAtItsLowestId() {
        assertEquals("3\n└─ 4\n   └─ 5", draw(new ProcessTree(List.of(
                Events.process(4, 3L), Events.process(3, 5L), Events.process(5, 4L))).rows()));
        assertEquals("7", draw(new ProcessTree(List.of(Events.process(7, 7L))).rows()));
    }

    @Test
    void aChainDeeperThanAnyStackIsDrawnWithoutGrowingForEver() {
        var chain = LongStream.rangeClosed(1, 100_000).mapToObj(id -> Events.process(id, id - 1)).toList();
        var rows = new ProcessTree(chain).rows();
        assertEquals(100_000, rows.size());
        assertTrue(rows.get(99_999).branch().length() <= 3 * 40, rows.get(99_999).branch());
    }

    @Property
    void everyProcessAppearsOnceWhateverItsParentIs(@ForAll @Size(max = 30) List<@IntRange(min = 0, max = 35) Integer> parents) {
        var processes = new ArrayList<RunningProcess>();
        for (var id = 0; id < parents.size(); id++) {
            processes.add(Events.process(id, (long) parents.get(id)));
        }
        var rows = new ProcessTree(processes).rows();
        assertEquals(processes.size(), rows.size());
        assertEquals(new HashSet<>(processes), rows.stream().map(ProcessTree.Row::process).collect(Collectors.toSet()));
    }
}
