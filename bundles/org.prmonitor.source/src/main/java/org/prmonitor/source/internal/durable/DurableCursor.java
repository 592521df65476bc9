package org.prmonitor.source.internal.durable;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.LossEvent;
import org.prmonitor.api.event.LossPlace;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.source.internal.journal.EventCursor;
import org.prmonitor.source.internal.journal.Journal;
import org.prmonitor.source.internal.journal.Wakeups;
import org.prmonitor.source.internal.log.IncidentLog;
import org.prmonitor.source.internal.pump.PumpClock;

/**
 * A cursor in the journal on disk. It hands out what is written there, and nothing before it is; where numbers are missing,
 * because segments were deleted under it, are damaged, or were never written, an {@link EventsLost} of its own has their
 * place, and the ordinals say how many events that were. {@link #confirm} puts its place into its file.
 */
final class DurableCursor implements EventCursor {

    /** How often a segment that cannot be read is tried again before it is given up, with pauses that double from the first on. */
    private static final int ATTEMPTS = 6;
    private static final long FIRST_PAUSE = Duration.ofMillis(50).toNanos();

    private final SegmentStore store;
    private final CursorFile file;
    private final LongSupplier ordinals;
    private final PumpClock clock;
    private final IncidentLog log;
    private final Wakeups.Sleeper sleeper;
    private final long firstOrdinal;
    private final EventDecoder decoder = new EventDecoder();

    /** The next number that was neither handed out nor told to be lost. Written under this object's monitor, read by anybody. */
    private volatile long expected;

    /** Events that were gone before this cursor came to them. Written under this object's monitor with release. */
    private final AtomicLong overrun = new AtomicLong();

    /** When a segment that could not be read is tried again, {@link System#nanoTime}; 0 for no such thing. Written under this object's monitor. */
    private volatile long retryAt;

    // Guarded by this object's monitor: the lane closes a cursor that a listener it left behind may still read.
    private final SegmentChain chain;
    /** How many events, losses not counted, there were before {@link #expected}. */
    private long ordinal;
    /** Decoded, and not handed out yet. */
    private @Nullable MonitorEvent held;
    private int failedReads;
    private boolean isConfirmFailing;
    private boolean isClosed;

    /**
     * At the file's position.
     *
     * @param file attached; detached when this cursor is closed
     * @param ordinals how many events, losses not counted, there have been so far, on disk or on their way there
     */
    DurableCursor(SegmentStore store, CursorFile file, Wakeups wakeups, LongSupplier ordinals, PumpClock clock, IncidentLog log) {
        this.store = store;
        this.file = file;
        this.ordinals = ordinals;
        this.clock = clock;
        this.log = log;
        var position = file.position();
        this.expected = position.sequence() + 1;
        this.ordinal = position.ordinal();
        this.firstOrdinal = position.ordinal();
        this.chain = new SegmentChain(store);
        this.sleeper = wakeups.register(this::hasNext);
    }

    @Override
    public synchronized int read(MonitorEvent[] batch) {
        if (batch.length < 2) {
            throw new IllegalArgumentException("no room for a loss and an event in a batch of " + batch.length);
        }
        var count = 0;
        try {
            while (!isClosed && hasNext() && count < batch.length) {
                var written = store.written();
                if (held == null && !findNext(written)) {
                    if (expected <= written.lastSequence()) {
                        batch[count++] = tellMissing(written.lastSequence(), written.ordinal(), "none");
                    }
                    continue;
                }
                var event = held;
                var first = Math.max(Journal.firstSequence(event), expected);
                if (first > expected) {
                    if (count + 2 > batch.length) {
                        break;
                    }
                    var before = event instanceof LossEvent ? chain.ordinal() : chain.ordinal() - 1;
                    batch[count++] = tellMissing(first - 1, before, event.channel());
                }
                batch[count++] = take(event);
            }
            failedReads = 0;
            retryAt = 0;
        } catch (IOException failed) {
            readFailed(failed);
        }
        return count;
    }

    /** Decodes the next record that is not before our place. */
    private boolean findNext(Written written) throws IOException {
        while (chain.next(expected, written)) {
            if (chain.sequence() < expected) {
                continue;
            }
            try {
                var event = decoder.decode(chain.event());
                if (event.sequence() == chain.sequence()) {
                    held = event;
                    return true;
                }
            } catch (CorruptDataException damage) {
                // Written by a version that knows more: left out as what is damaged is, and told to be missing.
            }
        }
        return false;
    }

    private MonitorEvent take(MonitorEvent event) {
        held = null;
        var own = event instanceof LossEvent ? 0 : 1;
        overrun.setRelease(overrun.getPlain() + chain.ordinal() - ordinal - own);
        var taken = event;
        if (event instanceof EventsLost loss && loss.from() < expected) {
            // It began before this cursor did.
            taken = new EventsLost(loss.header(), loss.to() - expected + 1, expected, loss.to(), loss.place());
        }
        ordinal = chain.ordinal();
        expected = event.sequence() + 1;
        return taken;
    }

    private EventsLost tellMissing(long to, long newOrdinal, String channel) {
        var from = expected;
        overrun.setRelease(overrun.getPlain() + newOrdinal - ordinal);
        ordinal = newOrdinal;
        expected = to + 1;
        return new EventsLost(new EventHeader(to, clock.now(), channel), to - from + 1, from, to, LossPlace.JOURNAL);
    }

    private void readFailed(IOException failed) {
        if (isClosed) {
            return;
        }
        if (failedReads == 0) {
            log.warn("durable journal: listener " + file.id() + " cannot read event " + expected + " in " + store.directory() + ": " + failed
                    + "; tried again");
        }
        if (++failedReads == ATTEMPTS) {
            failedReads = 0;
            log.warn("durable journal: what listener " + file.id() + " cannot read is given up; it is told what it misses");
            try {
                chain.skipSegment();
            } catch (IOException closing) {
                // It is not used any more.
            }
        }
        retryAt = System.nanoTime() + (FIRST_PAUSE << failedReads);
    }

    @Override
    public synchronized void confirm() {
        if (isClosed) {
            return;
        }
        try {
            file.confirm(new CursorPosition(expected - 1, ordinal), clock.now());
            isConfirmFailing = false;
        } catch (IOException failed) {
            if (!isConfirmFailing) {
                isConfirmFailing = true;
                log.warn("durable journal: the place of listener " + file.id() + " cannot be written in " + store.directory() + ": " + failed
                        + "; until it can, a restart gives it events again");
            }
        }
    }

    @Override
    public boolean await(long nanos) throws InterruptedException {
        var pause = retryAt;
        if (pause == 0) {
            return sleeper.await(nanos);
        }
        sleeper.await(Math.max(0, Math.min(nanos, pause - System.nanoTime())));
        return hasNext();
    }

    @Override
    public void wakeup() {
        sleeper.wakeup();
    }

    @Override
    public boolean hasNext() {
        if (expected > store.written().lastSequence()) {
            return false;
        }
        var pause = retryAt;
        return pause == 0 || System.nanoTime() - pause >= 0;
    }

    @Override
    public long seen() {
        return Math.max(0, ordinals.getAsLong() - firstOrdinal);
    }

    @Override
    public long overrun() {
        return overrun.getAcquire();
    }

    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        sleeper.close();
        try {
            chain.close();
            // Its place as it was confirmed, and that it was here today.
            file.touch(clock.now());
        } catch (IOException failed) {
            log.warn("durable journal: listener " + file.id() + " was closed, but " + failed);
        } finally {
            file.detach();
        }
    }
}
