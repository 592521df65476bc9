package org.prmonitor.source.internal.journal;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * A lane is stopped while events come, as every lane is: a flag is set, then the lane is called. A call may end a wait that an
 * event has ended already, and is gone then; the lane must have seen the flag all the same. How it ended, then its books.
 */
@JCStressTest
@Outcome(id = "ended, closed", expect = Expect.ACCEPTABLE, desc = "It came to its end.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Slept on, or books that do not close.")
@State
public class AwaitBesideStop {

    private final Journal journal = new Journal(4);
    private final JournalReader reader = journal.readerAtHead();
    private final Accountant accountant = new Accountant(journal, reader, 4, 1);
    private volatile boolean stopping;

    /** The pump, and then who stops the lane. */
    @Actor
    public void appendAndStop() {
        journal.append(Entries.event(1));
        journal.wakeReaders();
        stopping = true;
        reader.wakeup();
    }

    /** A lane. */
    @Actor
    public void read(LL_Result result) {
        var patience = new Patience();
        while (!stopping) {
            if (patience.await(reader, () -> stopping || reader.hasNext())) {
                accountant.read();
            }
        }
        result.r1 = patience.verdict();
    }

    /** The books. */
    @Arbiter
    public void close(LL_Result result) {
        result.r2 = accountant.close();
    }
}
