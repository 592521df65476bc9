package org.prmonitor.source.internal.journal;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A reader that keeps up: nothing is overwritten, so nothing may be told to be. First what came of it, then how many entries one read got. */
@JCStressTest
@Outcome(id = "closed, [0-3]", expect = Expect.ACCEPTABLE, desc = "Every number once and in order.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Torn, twice, missing, or told to be lost.")
@State
public class ReadBesideAppend {

    private final Journal journal = new Journal(4);
    private final Accountant reader = new Accountant(journal, journal.readerAtHead(), 8, 1);

    /** The pump. */
    @Actor
    public void append() {
        journal.append(Entries.event(1));
        journal.append(Entries.pairLost(2));
        journal.append(Entries.event(4));
    }

    /** A lane. */
    @Actor
    public void read(LL_Result result) {
        result.r2 = reader.read();
    }

    /** The lane, later. */
    @Arbiter
    public void close(LL_Result result) {
        var verdict = reader.close();
        result.r1 = reader.overrun() == 0 ? verdict : "overrun";
    }
}
