package org.prmonitor.source.internal.journal;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * The writer goes over entries that the reader is copying. First what came of it, then how many events the racing reads were
 * too late for: none where they were early, the first four where they were late, and something between where writer and
 * reader were in the same slots.
 */
@JCStressTest
@Outcome(id = "closed, [04]", expect = Expect.ACCEPTABLE, desc = "Every number once and in order, delivered or told.")
@Outcome(id = "closed, [1-3]", expect = Expect.ACCEPTABLE_INTERESTING, desc = "The same, and the writer met the reader.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Torn, twice, missing untold, or miscounted.")
@State
public class ReadBesideOverrun {

    private final Journal journal = new Journal(3);
    private final Accountant reader = new Accountant(journal, journal.readerAtHead(), 3, 1);

    /** A full ring. */
    public ReadBesideOverrun() {
        journal.append(Entries.event(1));
        journal.append(Entries.event(2));
        journal.append(Entries.event(3));
    }

    /** The pump, once round. */
    @Actor
    public void append() {
        journal.append(Entries.event(4));
        journal.append(Entries.pairLost(5));
        journal.append(Entries.event(7));
        journal.append(Entries.event(8));
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
