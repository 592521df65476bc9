package org.prmonitor.source.internal.journal;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * A lane sleeps and reads until all is there, and the pump wakes it once a batch: what a wake-up leaves behind (a permit to
 * park, a flag) must not eat the next one. How the waits ended, then what came of the reading.
 */
@JCStressTest
@Outcome(id = "ended, closed", expect = Expect.ACCEPTABLE, desc = "Awake each time, and every number once.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Slept on, or books that do not close.")
@State
public class AwaitBesideAppends {

    private final Journal journal = new Journal(8);
    private final JournalReader reader = journal.readerAtHead();
    private final Accountant accountant = new Accountant(journal, reader, 8, 1);

    /** The pump: three batches. */
    @Actor
    public void append() {
        journal.append(Entries.event(1));
        journal.wakeReaders();
        journal.append(Entries.event(2));
        journal.append(Entries.event(3));
        journal.wakeReaders();
        journal.append(Entries.event(4));
        journal.wakeReaders();
    }

    /** A lane. */
    @Actor
    public void read(LL_Result result) {
        var patience = new Patience();
        for (var taken = 0; taken < 4 && patience.await(reader, reader::hasNext); ) {
            taken += accountant.read();
        }
        result.r1 = patience.verdict();
    }

    /** The books. */
    @Arbiter
    public void close(LL_Result result) {
        result.r2 = accountant.close();
    }
}
