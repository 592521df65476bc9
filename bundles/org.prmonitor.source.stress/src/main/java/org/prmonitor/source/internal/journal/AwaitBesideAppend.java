package org.prmonitor.source.internal.journal;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** A lane goes to sleep while the pump appends. How its wait ended, what it said, and how many are said to wait afterwards. */
@JCStressTest
@Outcome(id = "ended, true, 0", expect = Expect.ACCEPTABLE, desc = "Awake, with something to read.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Slept on, or awake for nothing.")
@State
public class AwaitBesideAppend {

    private final Journal journal = new Journal(4);
    private final JournalReader reader = journal.readerAtHead();

    /** The pump. */
    @Actor
    public void append() {
        journal.append(Entries.event(1));
        journal.wakeReaders();
    }

    /** A lane. */
    @Actor
    public void await(LLL_Result result) {
        var patience = new Patience();
        result.r2 = patience.await(reader, reader::hasNext);
        result.r1 = patience.verdict();
    }

    /** Nobody waits any more. */
    @Arbiter
    public void look(LLL_Result result) {
        result.r3 = journal.wakeups().waiting();
    }
}
