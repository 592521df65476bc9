package org.prmonitor.source.internal.durable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.HopStatistics;
import org.prmonitor.api.Resume;
import org.prmonitor.source.internal.configuration.SourceSettings;
import org.prmonitor.source.internal.journal.EventCursor;
import org.prmonitor.source.internal.journal.Journal;
import org.prmonitor.source.internal.journal.JournalReader;
import org.prmonitor.source.internal.listener.CursorFactory;
import org.prmonitor.source.internal.log.IncidentLog;
import org.prmonitor.source.internal.pump.PumpClock;

/**
 * Makes the journal on disk when the first durable listener comes, opens it at the source's start where it is there, and lets
 * it go when no durable listener is known any more. A listener that asks for it where it cannot be had is refused, with the
 * reason, and asked in again when it can: it is never quietly given less than it asked for. Any thread.
 */
public final class DurableKeeper implements CursorFactory {

    /** How long the writer may take at the end. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final @Nullable Path dataArea;
    private final PumpClock clock;
    private final IncidentLog log;
    private final UUID journalId;
    private final Journal journal;
    private final CursorFactory memory;
    private final OpeningRetry retry;

    /** Written under this object's monitor, read by anybody. */
    private volatile @Nullable DurableJournal current;

    // Guarded by this object's monitor.
    private SourceSettings settings;
    private boolean isClosed;

    /**
     * With what was found at the source's start.
     *
     * @param start what was found
     * @param journal in memory, empty; it goes on where {@link DurableStart#lastSequence} ends
     * @param memory makes the cursors of listeners that are not durable
     * @param refusedMayComeBack called when a listener that was refused may be served now
     */
    public DurableKeeper(
            DurableStart start,
            Journal journal,
            CursorFactory memory,
            SourceSettings settings,
            PumpClock clock,
            IncidentLog log,
            Runnable refusedMayComeBack) {
        this.dataArea = start.dataArea();
        this.journalId = start.journalId();
        this.journal = journal;
        this.memory = memory;
        this.settings = settings;
        this.clock = clock;
        this.log = log;
        this.retry = new OpeningRetry(this::tryAgain, refusedMayComeBack);
        var store = start.store();
        if (store != null) {
            begin(store, store.segments().written().ordinal());
        }
    }

    @Override
    public synchronized EventCursor open(String id, Resume resume) throws IOException {
        var existing = current;
        if (existing == null && resume == Resume.DURABLE) {
            try {
                existing = begin();
            } catch (IOException failed) {
                retry.schedule(String.valueOf(failed.getMessage()));
                throw failed;
            }
        }
        return existing != null && (resume == Resume.DURABLE || existing.knows(id)) ? existing.open(id) : memory.open(id, resume);
    }

    /** The books of the hop; null while there is no journal on disk. */
    public @Nullable HopStatistics statistics() {
        var existing = current;
        return existing == null ? null : existing.statistics();
    }

    /**
     * Other settings hold.
     *
     * @return whether the source has to be started again: a journal is in use, or one is there to go on with, and the folder is
     *     another
     */
    public synchronized boolean configure(SourceSettings newSettings) {
        var before = directory();
        settings = newSettings;
        var existing = current;
        if (existing != null) {
            existing.configure(newSettings);
        }
        var directory = directory();
        if (Objects.equals(before, directory)) {
            return false;
        }
        try {
            return existing != null || directory != null && CursorFiles.areIn(directory);
        } catch (IOException cannotBeRead) {
            // Said when it is opened.
            return false;
        }
    }

    /** Nothing is appended in memory any more: it is written, so that the listeners can be given it. */
    public void finish() throws InterruptedException {
        retry.close();
        retry.awaitEnd(LAST_WORDS);
        var existing = current;
        if (existing != null) {
            existing.finish(LAST_WORDS);
        }
    }

    /** Gives the directory up, after {@link #finish} and after the listeners. A second call does nothing. */
    public synchronized void close() {
        isClosed = true;
        retry.close();
        var existing = current;
        current = null;
        if (existing != null) {
            existing.close();
        }
    }

    /** What keeps the journal from being opened; null for nothing any more. */
    private synchronized @Nullable String tryAgain() {
        if (current != null || isClosed) {
            return null;
        }
        try {
            begin();
            return null;
        } catch (IOException failed) {
            return String.valueOf(failed.getMessage());
        }
    }

    private @Nullable Path directory() {
        return DurableStart.directory(dataArea, settings);
    }

    private DurableJournal begin() throws IOException {
        if (isClosed) {
            throw new IOException("the source ends");
        }
        var directory = directory();
        if (directory == null) {
            throw new IOException("resume = DURABLE needs a folder, and this framework gives bundles none; set durableDirectory");
        }
        var reader = journal.readerAtHead();
        try {
            var now = new CursorPosition(reader.nextSequence() - 1, reader.ordinal());
            var store = DurableStart.open(directory, journalId, now, settings, log);
            if (!store.isFresh()) {
                store.close();
                throw new IOException("folder " + directory + " holds a journal that could not be opened when the source was started; start "
                        + "the source again, and it goes on with that");
            }
            return begin(store, reader, 0);
        } catch (IOException | RuntimeException failed) {
            reader.close();
            throw failed;
        }
    }

    private DurableJournal begin(DurableStore store, long ordinalOffset) {
        return begin(store, journal.readerAtHead(), ordinalOffset);
    }

    private DurableJournal begin(DurableStore store, JournalReader reader, long ordinalOffset) {
        var begun = new DurableJournal(store, journal, reader, ordinalOffset, settings, clock, log, this::letGo);
        begun.start();
        current = begun;
        return begun;
    }

    /** Called by the writer. Under the monitor under which ids are made: either it is still empty, or it is not let go. */
    private synchronized boolean letGo(DurableJournal unused) {
        if (current != unused || !unused.isEmpty()) {
            return false;
        }
        current = null;
        return true;
    }
}
