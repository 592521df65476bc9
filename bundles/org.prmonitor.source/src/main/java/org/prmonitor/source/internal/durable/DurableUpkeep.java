package org.prmonitor.source.internal.durable;

import java.io.IOException;
import java.time.Duration;
import org.prmonitor.source.internal.configuration.SourceSettings;
import org.prmonitor.source.internal.configuration.SyncPolicy;
import org.prmonitor.source.internal.log.IncidentLog;
import org.prmonitor.source.internal.pump.PumpClock;

/**
 * What the writer does every second beside writing: it deletes what nobody needs, makes good for files that somebody
 * deleted, and every ten minutes looks for places that nobody came for. Writer's thread only.
 */
final class DurableUpkeep {

    private static final long INTERVAL = Duration.ofSeconds(1).toNanos();

    /** The first look is that late too: who was away while the source was has time to come. */
    private static final long LOOK = Duration.ofMinutes(10).toNanos();

    private final DurableStore store;
    private final IncidentLog log;
    private final PumpClock clock;
    private long next;
    private long nextLook;
    private boolean isFailing;

    DurableUpkeep(DurableStore store, PumpClock clock, IncidentLog log) {
        this.store = store;
        this.clock = clock;
        this.log = log;
        this.next = clock.nanoTime() + INTERVAL;
        this.nextLook = clock.nanoTime() + LOOK;
    }

    /** Nanoseconds until it is due. */
    long nanosToNext() {
        return Math.max(1, next - clock.nanoTime());
    }

    boolean isDue() {
        return next - clock.nanoTime() <= 0;
    }

    void perform(SourceSettings settings) {
        attempt(() -> {
            ensureThere();
            store.release();
            if (nextLook - clock.nanoTime() <= 0) {
                nextLook = clock.nanoTime() + LOOK;
                store.forgetUnseenFor(Duration.ofDays(settings.durableDays()), clock.now(), log);
            }
        });
        next = clock.nanoTime() + INTERVAL;
    }

    /** After a write that failed. */
    void repair() {
        attempt(this::ensureThere);
    }

    /** The writer ends. */
    void last(SourceSettings settings) {
        attempt(() -> {
            if (settings.durableSync() != SyncPolicy.NEVER) {
                store.sync();
            }
            store.release();
        });
    }

    private interface Work {
        void perform() throws IOException;
    }

    private void ensureThere() throws IOException {
        if (!store.ensureThere()) {
            log.warn("durable journal: files in " + store.segments().directory() + " were deleted; what was in them is told to each listener "
                    + "as lost");
        }
    }

    private void attempt(Work work) {
        try {
            work.perform();
            isFailing = false;
        } catch (IOException failed) {
            if (!isFailing) {
                isFailing = true;
                log.warn("durable journal: " + store.segments().directory() + " cannot be kept in order: " + failed + "; tried again");
            }
        }
    }
}
