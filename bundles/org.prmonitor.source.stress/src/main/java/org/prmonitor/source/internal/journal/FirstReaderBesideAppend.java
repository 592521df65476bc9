package org.prmonitor.source.internal.journal;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * A newcomer at an empty journal. First what came of it, then how many of the events were there before it: a newcomer does not
 * get these, and gets all others.
 */
@JCStressTest
@Outcome(id = "closed, [0-2]", expect = Expect.ACCEPTABLE, desc = "It begins between two events, and its books close.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Twice, missing untold, or miscounted.")
@State
public class FirstReaderBesideAppend {

    private final Journal journal = new Journal(4);
    private @Nullable JournalReader newcomer;

    /** The pump. */
    @Actor
    public void append() {
        journal.append(Entries.event(1));
        journal.append(Entries.event(2));
    }

    /** A listener comes. */
    @Actor
    public void come() {
        newcomer = journal.readerAtHead();
    }

    /** The listener, later. */
    @Arbiter
    public void close(LL_Result result) {
        var seen = newcomer.seen();
        var reader = new Accountant(journal, newcomer, 8, 2 - seen + 1);
        result.r1 = reader.overrun() == 0 ? reader.close() : "overrun";
        result.r2 = 2 - seen;
    }
}
