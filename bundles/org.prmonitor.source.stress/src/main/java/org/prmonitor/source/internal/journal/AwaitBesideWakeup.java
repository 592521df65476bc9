package org.prmonitor.source.internal.journal;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Somebody calls a lane that goes to sleep. How its wait ended, and what it said: there is nothing to read. */
@JCStressTest
@Outcome(id = "ended, false", expect = Expect.ACCEPTABLE, desc = "Awake, and told that there is nothing.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Slept on.")
@State
public class AwaitBesideWakeup {

    private final Journal journal = new Journal(4);
    private final JournalReader reader = journal.readerAtHead();
    private volatile boolean called;

    /** Who calls. */
    @Actor
    public void call() {
        called = true;
        reader.wakeup();
    }

    /** A lane. */
    @Actor
    public void await(LL_Result result) {
        var patience = new Patience();
        result.r2 = patience.await(reader, () -> called);
        result.r1 = patience.verdict();
    }
}
