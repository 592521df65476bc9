package org.prmonitor.shell.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.event.ProcessKey;

/**
 * Processes under their parents. A process whose parent is not among them is a root. A snapshot is not of one moment, and
 * pids come back, so that it may even hold a circle: whatever it holds, every process appears exactly once.
 */
final class ProcessTree {

    /** Deeper than this the branches are no longer drawn further in: the drawing of a chain grows with its square. */
    private static final int DEEPEST_INDENT = 40;

    private static final Comparator<RunningProcess> BY_ID = Comparator.comparingLong(RunningProcess::processId);

    /**
     * A line of the tree.
     *
     * @param branch the lines that lead to it, such as {@code "│  └─ "}
     * @param process the process
     */
    record Row(String branch, RunningProcess process) {}

    /** A process whose row comes later, with what is needed to draw it. */
    private record Pending(RunningProcess process, String outer, int depth, boolean last) {}

    private final List<RunningProcess> processes;
    private final Map<Long, RunningProcess> byId = new HashMap<>();
    private final Map<ProcessKey, List<RunningProcess>> children = new HashMap<>();

    ProcessTree(Collection<RunningProcess> processes) {
        this.processes = processes.stream().sorted(BY_ID).toList();
        this.processes.forEach(process -> byId.put(process.processId(), process));
        for (var process : this.processes) {
            var parent = parent(process);
            if (parent != null) {
                children.computeIfAbsent(parent.key(), any -> new ArrayList<>()).add(process);
            }
        }
    }

    /** Every process, each root followed by its descendants, siblings by process id. */
    List<Row> rows() {
        var rows = new ArrayList<Row>(processes.size());
        var visited = new HashSet<ProcessKey>();
        processes.stream().filter(process -> parent(process) == null).forEach(root -> append(root, rows, visited));
        // What is left is in circles or hangs on one; each is cut open at its lowest process id.
        processes.stream().filter(process -> !visited.contains(process.key())).forEach(process -> append(process, rows, visited));
        return rows;
    }

    /** A process and its descendants; empty when there is no such process. */
    List<Row> rows(long processId) {
        var rows = new ArrayList<Row>();
        var root = byId.get(processId);
        if (root != null) {
            append(root, rows, new HashSet<>());
        }
        return rows;
    }

    private @Nullable RunningProcess parent(RunningProcess process) {
        var parent = process.parentId() == null ? null : byId.get(process.parentId());
        if (parent == null || parent == process) {
            return null;
        }
        // The parent's pid came back as another process: that one is no parent.
        return process.parentKey() == null || process.parentKey().equals(parent.key()) ? parent : null;
    }

    /** Without recursion: a chain of processes may be deeper than the stack. */
    private void append(RunningProcess root, List<Row> rows, Set<ProcessKey> visited) {
        var pending = new ArrayDeque<Pending>();
        pending.push(new Pending(root, "", 0, true));
        while (!pending.isEmpty()) {
            var next = pending.pop();
            if (!visited.add(next.process().key())) {
                continue;
            }
            var drawn = next.depth() > 0 && next.depth() <= DEEPEST_INDENT;
            var branch = next.depth() == 0 ? "" : next.outer() + (drawn ? next.last() ? "└─ " : "├─ " : "");
            rows.add(new Row(branch, next.process()));
            var inner = drawn ? next.outer() + (next.last() ? "   " : "│  ") : next.outer();
            var below = children.getOrDefault(next.process().key(), List.of());
            for (var index = below.size() - 1; index >= 0; index--) {
                pending.push(new Pending(below.get(index), inner, next.depth() + 1, index == below.size() - 1));
            }
        }
    }
}
