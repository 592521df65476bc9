package org.prmonitor.source.internal.journal;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Somebody looks at the newest entries while the writer goes over them. First the last number of the list, then its fault. */
@JCStressTest
@Outcome(id = "[3-9], none", expect = Expect.ACCEPTABLE, desc = "Entries one after the other, one at least.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Torn, or empty.")
@State
public class RecentBesideOverrun {

    private final Journal journal = new Journal(3);

    /** A full ring. */
    public RecentBesideOverrun() {
        journal.append(Entries.event(1));
        journal.append(Entries.event(2));
        journal.append(Entries.event(3));
    }

    /** The pump, once and a half round. */
    @Actor
    public void append() {
        for (var sequence = 4; sequence <= 9; sequence++) {
            journal.append(Entries.event(sequence));
        }
    }

    /** A console. */
    @Actor
    public void look(LL_Result result) {
        var entries = journal.recent(3);
        result.r1 = entries.isEmpty() ? 0 : entries.get(entries.size() - 1).sequence();
        result.r2 = "none";
        for (var index = 1; index < entries.size(); index++) {
            if (entries.get(index).sequence() != entries.get(index - 1).sequence() + 1) {
                result.r2 = "torn";
            }
        }
    }
}
