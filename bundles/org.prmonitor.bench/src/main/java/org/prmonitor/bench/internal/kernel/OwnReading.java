package org.prmonitor.bench.internal.kernel;

import org.prmonitor.bench.internal.host.BenchException;

/** A ring that this process reads; a {@link Tally} at the end of the way counts. */
abstract class OwnReading implements Reading {

    final Tally tally;

    OwnReading(Tally tally) {
        this.tally = tally;
    }

    @Override
    public final long processId() {
        return ProcessHandle.current().pid();
    }

    @Override
    public final void begin() {
        tally.begin();
    }

    @Override
    public final Taken awaitEnd(Feeder.Fed fed) throws InterruptedException, BenchException {
        return tally.awaitEnd();
    }
}
