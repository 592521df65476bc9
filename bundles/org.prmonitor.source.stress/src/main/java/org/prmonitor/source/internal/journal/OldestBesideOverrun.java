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
 * A newcomer wants all that is there while the writer goes over the oldest of it: it begins at an entry that it is given. First
 * what came of it, then how many events were there before it.
 */
@JCStressTest
@Outcome(id = "closed, ([1-9]|[123][0-9])", expect = Expect.ACCEPTABLE, desc = "It begins between two events, and its books close.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Twice, missing untold, or miscounted.")
@State
public class OldestBesideOverrun {

    private static final int EVENTS = 40;

    private final Journal journal = new Journal(1);
    private @Nullable JournalReader newcomer;

    /** Numbers and ordinals are not the same. */
    public OldestBesideOverrun() {
        journal.append(Entries.event(1));
        journal.append(Entries.pairLost(2));
        journal.append(Entries.event(4));
    }

    /** The pump: numbers 5 to 42, ordinals 3 to 40. */
    @Actor
    public void append() {
        for (var sequence = 5; sequence <= EVENTS + 2; sequence++) {
            journal.append(Entries.event(sequence));
        }
    }

    /** A listener comes. */
    @Actor
    public void come() {
        newcomer = journal.readerAtOldest();
    }

    /** The listener, later. */
    @Arbiter
    public void close(LL_Result result) {
        var before = EVENTS - newcomer.seen();
        var reader = new Accountant(journal, newcomer, 2, before + 3);
        result.r1 = reader.close();
        result.r2 = before;
    }
}
