package org.prmonitor.source.internal.journal;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * A subscriber that asks for one entry at a time, which a loss may be: then the entry behind it stays where it is. First what
 * came of it, then how many events the racing reads were too late for.
 */
@JCStressTest
@Outcome(id = "closed, [0-4]", expect = Expect.ACCEPTABLE, desc = "Every number once and in order, delivered or told.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Torn, twice, missing untold, miscounted, or more than one.")
@State
public class ReadOneBesideOverrun {

    private final Journal journal = new Journal(3);
    private final Accountant reader = new Accountant(journal, journal.readerAtHead(), 3, 1);

    /** A full ring. */
    public ReadOneBesideOverrun() {
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

    /** A subscription. */
    @Actor
    public void read(LL_Result result) {
        reader.read(1);
        reader.read(1);
        reader.read(1);
        result.r2 = reader.overrun();
    }

    /** The subscription, later. */
    @Arbiter
    public void close(LL_Result result) {
        result.r1 = reader.close();
    }
}
