package org.prmonitor.source.internal.durable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.prmonitor.source.internal.configuration.SyncPolicy;
import org.prmonitor.source.internal.log.IncidentLog;

/**
 * A directory with a journal: the lock, the segments, and the places of those who read them. Opening and closing are one
 * thread's; who calls the rest, its parts say.
 */
final class DurableStore implements Closeable {

    /** Replaced by the writer, where its file was deleted. */
    private DirectoryLock lock;
    private final SegmentStore segments;
    private final CursorFiles cursors;
    private final boolean isFresh;

    private DurableStore(DirectoryLock lock, SegmentStore segments, CursorFiles cursors, boolean isFresh) {
        this.lock = lock;
        this.segments = segments;
        this.cursors = cursors;
        this.isFresh = isFresh;
    }

    /**
     * Opens what is in a directory, or begins anew where there is nothing.
     *
     * @param journalId of a new journal
     * @param before what a new journal's first record follows on
     * @throws IOException when it cannot be read or written, or another source has it
     */
    static DurableStore open(
            Path directory, UUID journalId, CursorPosition before, long maxBytes, SyncPolicy sync, IncidentLog log) throws IOException {
        OwnerFiles.createDirectories(directory);
        var lock = DirectoryLock.acquire(directory);
        try {
            var recovery = SegmentRecovery.of(directory, log);
            var cursors = CursorFiles.read(directory, log);
            if (cursors.isEmpty()) {
                // Left by a process that ended while it deleted them, or by somebody who deleted the places.
                recovery.deleteAll();
            }
            var identity = recovery.identity();
            var newest = cursors.all().stream().max(Comparator.comparing(CursorFile::seen));
            if (identity == null) {
                identity = JournalIdentity.of(newest.map(CursorFile::journalId).orElse(journalId));
            }
            cursors.keepOnly(identity.journalId(), log);
            var isFresh = recovery.segments().isEmpty() && newest.isEmpty();
            var lastSequence = isFresh ? before.sequence() : recovery.lastSequence();
            var ordinal = isFresh ? before.ordinal() : recovery.ordinal();
            // A power loss may have taken the end of the journal and left the places in it: their numbers are not given twice.
            for (var file : cursors.all()) {
                lastSequence = Math.max(lastSequence, file.position().sequence());
                ordinal = Math.max(ordinal, file.position().ordinal());
            }
            var segments = new SegmentStore(directory, identity, recovery.segments(), lastSequence, ordinal, maxBytes, sync);
            return new DurableStore(lock, segments, cursors, isFresh);
        } catch (IOException | RuntimeException failed) {
            lock.close();
            throw failed;
        }
    }

    SegmentStore segments() {
        return segments;
    }

    CursorFiles cursors() {
        return cursors;
    }

    /** Whether there was nothing in the directory. */
    boolean isFresh() {
        return isFresh;
    }

    /**
     * The place of an id, attached to a cursor that is going to be made. One thread at a time for one id.
     *
     * @param newcomer where it begins if it is not known
     */
    CursorFile place(String id, CursorPosition newcomer, Instant now) throws IOException {
        var known = cursors.get(id);
        if (known != null && known.attach()) {
            return known;
        }
        var begin = cursors.isDamaged(id) ? oldest(newcomer) : newcomer;
        var created = cursors.create(id, segments.identity().journalId(), begin, now);
        created.attach();
        return created;
    }

    /**
     * Forgets the ids that nobody came for.
     *
     * @param time for how long
     */
    void forgetUnseenFor(Duration time, Instant now, IncidentLog log) throws IOException {
        for (var file : cursors.all()) {
            file.touch(now);
        }
        cursors.forgetUnseenSince(now.minus(time), log);
    }

    /** Deletes the segments that everybody has behind him. Writer only. */
    void release() {
        segments.release(cursors.firstNeeded(segments.written().lastSequence()));
    }

    /** What was written, events and places, survives a power loss from now on. Any thread. */
    void sync() throws IOException {
        segments.sync();
        for (var file : cursors.all()) {
            file.sync();
        }
    }

    /**
     * Makes good for files that somebody deleted. Writer only.
     *
     * @return false when events were in them
     */
    boolean ensureThere() throws IOException {
        var directory = segments.directory();
        if (!lock.isThere()) {
            OwnerFiles.createDirectories(directory);
            lock.close();
            lock = DirectoryLock.acquire(directory);
        }
        for (var file : cursors.all()) {
            file.ensureThere();
        }
        return segments.isThere();
    }

    /** Deletes everything and gives the directory up. Writer only. */
    void delete() throws IOException {
        segments.close();
        segments.deleteAll();
        lock.delete();
        close();
        Files.deleteIfExists(segments.directory());
    }

    /** Gives the directory up. Writer only, or after it has ended. */
    @Override
    public void close() throws IOException {
        try {
            segments.close();
            for (var file : cursors.all()) {
                file.close();
            }
        } finally {
            lock.close();
        }
    }

    private CursorPosition oldest(CursorPosition newcomer) {
        var oldest = segments.segmentFor(0);
        return oldest == null
                ? newcomer
                : new CursorPosition(oldest.firstSequence() - 1, oldest.header().firstOrdinal());
    }
}
