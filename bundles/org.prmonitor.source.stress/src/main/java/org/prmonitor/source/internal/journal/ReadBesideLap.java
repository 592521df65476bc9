package org.prmonitor.source.internal.journal;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** The smallest journal: the writer laps the reader all the time, and may lap a whole copy, which is then made again. */
@JCStressTest
@Outcome(id = "closed, ([0-9]|1[0-5])", expect = Expect.ACCEPTABLE, desc = "Every number once and in order, delivered or told.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Torn, twice, missing untold, or miscounted.")
@State
public class ReadBesideLap {

    private final Journal journal = new Journal(1);
    private final Accountant reader = new Accountant(journal, journal.readerAtHead(), 2, 1);

    /** The pump. */
    @Actor
    public void append() {
        for (var sequence = 1; sequence <= 16; sequence++) {
            journal.append(Entries.event(sequence));
        }
    }

    /** A lane. */
    @Actor
    public void read(LL_Result result) {
        for (var times = 0; times < 4; times++) {
            reader.read();
        }
        result.r2 = reader.overrun();
    }

    /** The lane, later. */
    @Arbiter
    public void close(LL_Result result) {
        result.r1 = reader.close();
    }
}
