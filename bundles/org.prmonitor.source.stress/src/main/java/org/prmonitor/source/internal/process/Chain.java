package org.prmonitor.source.internal.process;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.testkit.ScriptedProcess;

/** Rows that are all in one bucket: 1 was put in first and stands at the chain's end, 3 at its beginning. */
final class Chain {

    private static final List<RunningProcess> PROCESSES =
            IntStream.rangeClosed(1, 4).mapToObj(id -> ScriptedProcess.of(id).row(Instant.EPOCH)).toList();

    final ProcessRows rows = new ProcessRows(1);
    private final ProcessRow second = new ProcessRow(process(2));
    private final ProcessRow third = new ProcessRow(process(3));

    Chain() {
        rows.add(new ProcessRow(process(1)));
        rows.add(second);
        rows.add(third);
    }

    /** The process with that id, from 1 to 4. */
    static RunningProcess process(int id) {
        return PROCESSES.get(id - 1);
    }

    /** All that can happen to a chain but for what happens to the row at its end. */
    void change() {
        rows.remove(second);
        rows.add(new ProcessRow(process(4)));
        rows.remove(third);
        rows.add(new ProcessRow(process(2)));
    }

    /** How often a process is among all. */
    long count(int id) {
        return rows.processes().stream().filter(process -> process == process(id)).count();
    }
}
