package org.prmonitor.source.internal.journal;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** The journal is made smaller beside a reader, which may be in the old ring while the writer is in the new one. */
@JCStressTest
@Outcome(id = "closed, [0-4]", expect = Expect.ACCEPTABLE, desc = "Every number once and in order, delivered or told.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Torn, twice, missing untold, or miscounted.")
@State
public class ReadBesideShrinking {

    private final Journal journal = new Journal(3);
    private final Accountant reader = new Accountant(journal, journal.readerAtHead(), 4, 1);

    /** Not empty, not full. */
    public ReadBesideShrinking() {
        journal.append(Entries.event(1));
        journal.append(Entries.event(2));
    }

    /** The pump. */
    @Actor
    public void append() {
        journal.append(Entries.event(3));
        journal.append(Entries.pairLost(4));
        journal.resize(2);
        journal.append(Entries.event(6));
        journal.append(Entries.event(7));
    }

    /** A lane. */
    @Actor
    public void read(LL_Result result) {
        reader.read();
        reader.read();
        result.r2 = reader.overrun();
    }

    /** The lane, later. */
    @Arbiter
    public void close(LL_Result result) {
        result.r1 = reader.close();
    }
}
