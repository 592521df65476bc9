package org.prmonitor.source.internal.pump;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still but for pauses, which are over at once; it keeps how long they would have been. */
final class SkippingClock implements PumpClock {

    private final AtomicLong skipped = new AtomicLong();
    private final List<Long> pauses = new CopyOnWriteArrayList<>();

    @Override
    public long nanoTime() {
        return skipped.get();
    }

    @Override
    public Instant now() {
        return Instant.now().plusNanos(skipped.get());
    }

    @Override
    public void park(long nanos) {
        if (nanos == Long.MAX_VALUE) {
            // Until somebody asks for something: that is no pause.
            SYSTEM.park(nanos);
            return;
        }
        pauses.add(nanos);
        skipped.addAndGet(nanos);
    }

    /** Milliseconds, rounded up, in order. */
    List<Long> pauses() {
        return pauses.stream().map(nanos -> (nanos + 999_999) / 1_000_000).toList();
    }
}
