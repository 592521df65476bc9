package org.prmonitor.source.internal.process;

import java.time.Instant;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.testkit.ScriptedProcess;

/** A process comes, and gets another image: who looks twice sees nothing, the one, or the other, never an earlier one after a later. */
@JCStressTest
@Outcome(
        id = {"nothing, nothing", "nothing, sh", "nothing, ls", "sh, sh", "sh, ls", "ls, ls"},
        expect = Expect.ACCEPTABLE,
        desc = "in the order in which it happened")
@Outcome(expect = Expect.FORBIDDEN, desc = "half a row, or back in time")
@State
public class FindBesideComing {

    private final ProcessRows rows = new ProcessRows(1);

    /** The pump. */
    @Actor
    public void come() {
        // Made here: what a reader sees of them has to be complete.
        var row = new ProcessRow(running("sh"));
        rows.add(row);
        row.setProcess(running("ls"));
    }

    /** Who asks for the process. */
    @Actor
    public void find(LL_Result result) {
        result.r1 = image();
        result.r2 = image();
    }

    private Object image() {
        var row = rows.get(1);
        return row == null ? "nothing" : String.valueOf(row.process().imagePath());
    }

    private static RunningProcess running(String image) {
        return ScriptedProcess.of(1).running(image).row(Instant.EPOCH);
    }
}
