package org.prmonitor.source.internal.durable;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.HopStatistics;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.source.internal.books.RateMeter;
import org.prmonitor.source.internal.configuration.SourceSettings;
import org.prmonitor.source.internal.configuration.SyncPolicy;
import org.prmonitor.source.internal.journal.Journal;
import org.prmonitor.source.internal.journal.JournalReader;
import org.prmonitor.source.internal.journal.Wakeups;
import org.prmonitor.source.internal.log.IncidentLog;
import org.prmonitor.source.internal.pump.PumpClock;

/**
 * One thread that copies the journal in memory to disk, with a cursor of its own, and wakes who reads there. Where the disk
 * cannot be written, the events wait in memory; what falls off the tail there is told in its place on disk. Nobody but the
 * durable listeners notices.
 */
final class DurableJournal {

    /** The hop's name. */
    static final String HOP = "durable";

    /** The thread's name. */
    static final String THREAD = "prmonitor-durable";

    private static final int BATCH = 1024;

    private final DurableStore store;
    private final Journal journal;
    private final JournalReader reader;
    /** How many events the disk has seen before the journal in memory began to count. */
    private final long ordinalOffset;
    private final EntryAppender appender;
    private final Wakeups wakeups = new Wakeups();
    private final DurableUpkeep upkeep;
    private final DeviceSync deviceSync;
    private final WriteTrouble trouble;
    private final RateMeter rate = new RateMeter();
    private final PumpClock clock;
    private final IncidentLog log;
    private final Predicate<DurableJournal> isUnused;
    private final Thread thread = new Thread(this::run, THREAD);
    /** The writer, and who closes it. */
    private final AtomicInteger parties = new AtomicInteger(2);

    /** What holds. Set by any thread, read by the writer. */
    private volatile SourceSettings settings;

    /** Ends the writer once it has written what is in the journal. */
    private volatile boolean stopping;
    /** Ends the writer, whatever there is to write. */
    private volatile boolean abandoned;

    /** Writer's thread only. */
    private final MonitorEvent[] batch = new MonitorEvent[BATCH];

    /**
     * Not started yet.
     *
     * @param reader the next entry that it reads follows on what is in the store; closed by this object
     * @param ordinalOffset how many events the disk has seen before the journal in memory began to count
     * @param isUnused called by the writer when no id is known any more; where it says true, the journal ends and is deleted
     */
    DurableJournal(
            DurableStore store,
            Journal journal,
            JournalReader reader,
            long ordinalOffset,
            SourceSettings settings,
            PumpClock clock,
            IncidentLog log,
            Predicate<DurableJournal> isUnused) {
        this.store = store;
        this.journal = journal;
        this.reader = reader;
        this.ordinalOffset = ordinalOffset;
        this.settings = settings;
        this.clock = clock;
        this.log = log;
        this.isUnused = isUnused;
        this.appender = new EntryAppender(store.segments(), log);
        this.upkeep = new DurableUpkeep(store, clock, log);
        this.deviceSync = new DeviceSync(store, () -> this.settings.durableSync() == SyncPolicy.INTERVAL, log);
        this.trouble = new WriteTrouble(store.segments().directory(), log);
        thread.setDaemon(true);
        thread.setContextClassLoader(DurableJournal.class.getClassLoader());
    }

    void start() {
        thread.start();
        deviceSync.start();
    }

    /** Other settings hold. Any thread. */
    void configure(SourceSettings newSettings) {
        settings = newSettings;
    }

    /** Whether it knows the place of an id. Any thread. */
    boolean knows(String id) {
        return store.cursors().get(id) != null;
    }

    /** Whether it knows none. Any thread. */
    boolean isEmpty() {
        return store.cursors().isEmpty();
    }

    /**
     * A cursor at an id's place; a newcomer's is behind what the journal in memory has now. One thread at a time for one id.
     *
     * @throws IOException when the place cannot be put on disk
     */
    DurableCursor open(String id) throws IOException {
        CursorPosition now;
        try (var head = journal.readerAtHead()) {
            now = new CursorPosition(head.nextSequence() - 1, ordinalOffset + head.ordinal());
        }
        var place = store.place(id, now, clock.now());
        return new DurableCursor(store.segments(), place, wakeups, () -> ordinalOffset + journal.events(), clock, log);
    }

    /** The books. Any thread. */
    HopStatistics statistics() {
        // In this order: what is read first is never ahead of what is read last.
        var written = appender.appended();
        var lost = appender.refused() + reader.overrun();
        return new HopStatistics(HOP, reader.seen(), written, 0, lost, rate.rate(System.nanoTime()));
    }

    /** Writes what is in the journal in memory, and ends. What cannot be written by then is not. A second call does nothing. */
    void finish(Duration patience) throws InterruptedException {
        stopping = true;
        wake();
        thread.join(patience.toMillis());
        abandoned = true;
        wake();
        thread.join(patience.toMillis());
        deviceSync.stop();
        deviceSync.awaitEnd(patience);
        if (thread.isAlive()) {
            log.warn("durable journal: folder " + store.segments().directory() + " does not answer; thread " + THREAD + " ends when it does");
        }
    }

    /** Gives the directory up; after {@link #finish}, and after the cursors were closed. */
    void close() {
        reader.close();
        leave();
    }

    /** The one who leaves last, the writer or who closes it, gives the directory up: a writer may hang on a disk for long. */
    private void leave() {
        if (parties.decrementAndGet() == 0) {
            closeStore();
        }
    }

    private void wake() {
        reader.wakeup();
        LockSupport.unpark(thread);
    }

    private void run() {
        try {
            while (turn()) {
                // until it is to end
            }
        } catch (RuntimeException | Error broken) {
            log.warn("durable journal: its thread ends: " + broken);
        } finally {
            deviceSync.stop();
            leave();
        }
    }

    /** One batch, or one wait; false for the end. */
    private boolean turn() {
        store.segments().configure(settings.durableBytes(), settings.durableSync());
        try {
            var count = reader.read(batch);
            if (count > 0) {
                appender.begin(batch, count, ordinalOffset + reader.ordinal());
                write();
            } else if (!stopping) {
                reader.await(upkeep.nanosToNext());
            }
        } catch (InterruptedException nobodys) {
            // What ends this thread are the flags.
        }
        if (abandoned || stopping && !reader.hasNext()) {
            upkeep.last(settings);
            return false;
        }
        if (upkeep.isDue()) {
            upkeep.perform(settings);
            return !isEmpty() || !isUnused.test(this) || remove();
        }
        return true;
    }

    private void write() {
        while (true) {
            try {
                appender.proceed();
                trouble.over();
                break;
            } catch (IOException failed) {
                LockSupport.parkNanos(this, trouble.pause(failed));
                // Whoever left an interrupt behind must not make a busy loop of us.
                Thread.interrupted();
            }
            if (abandoned) {
                return;
            }
            upkeep.repair();
        }
        rate.mark(appender.appended(), System.nanoTime());
        wakeups.wakeAll();
    }

    private boolean remove() {
        log.info("durable journal: no listener needs it any more; what was in " + store.segments().directory() + " was deleted");
        reader.close();
        try {
            store.delete();
        } catch (IOException failed) {
            // Somebody else's files are there too, or it is in use: what is left is nothing of value.
            log.info("durable journal: " + store.segments().directory() + " stays: " + failed);
        }
        return false;
    }

    private void closeStore() {
        try {
            store.close();
        } catch (IOException failed) {
            log.warn("durable journal: folder " + store.segments().directory() + " was closed, but " + failed);
        }
    }
}
