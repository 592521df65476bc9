package org.prmonitor.source.internal.process;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZJ_Result;

/** Rows before it in its bucket come and go: who looks for one that stays finds it, and among all it is there once. */
@JCStressTest
@Outcome(id = "true, 1", expect = Expect.ACCEPTABLE, desc = "found, and there once")
@Outcome(expect = Expect.FORBIDDEN, desc = "a reader has lost the chain, or went through a part of it twice")
@State
public class FindBesideNeighbours {

    private final Chain chain = new Chain();

    /** The pump. */
    @Actor
    public void change() {
        chain.change();
    }

    /** Who asks for the process. */
    @Actor
    public void find(ZJ_Result result) {
        var row = chain.rows.get(1);
        result.r1 = row != null && row.process() == Chain.process(1);
        result.r2 = chain.count(1);
    }
}
