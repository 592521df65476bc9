package org.prmonitor.source.internal.listener;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.HopStatistics;
import org.prmonitor.api.ListenerState;
import org.prmonitor.api.ListenerStatus;
import org.prmonitor.api.Resume;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.source.internal.books.CursorBooks;
import org.prmonitor.source.internal.journal.EventCursor;
import org.prmonitor.source.internal.journal.Journal;

/**
 * Where an id is in the journal, and its books: what outlives a listener's instance. One instance at a time owns it; what it
 * hands on to the next is published by the lock under which the next is chosen. Only the books are read by others.
 */
final class ListenerPlace {

    /** How many entries a batch has at most. */
    static final int MAX_BATCH = 256;

    private final EventCursor cursor;
    private final Resume resume;

    // Owner only: what was read from the cursor and not yet handed over, from next to filled.
    private MonitorEvent[] window = new MonitorEvent[2];
    private int next;
    private int filled;
    /** Where the batch that was made last ends in the window. */
    private int batchEnd;

    // Written by the owner with release, read by anybody.
    private final AtomicLong errors = new AtomicLong();
    private final AtomicLong passed = new AtomicLong();
    private volatile @Nullable String lastError;
    private final CursorBooks books;

    ListenerPlace(EventCursor cursor, Resume resume) {
        this.cursor = cursor;
        this.resume = resume;
        this.books = new CursorBooks(cursor);
    }

    /** How it is kept. */
    Resume resume() {
        return resume;
    }

    /** For waiting and waking; reading is this class's own matter. */
    EventCursor cursor() {
        return cursor;
    }

    /**
     * The next batch; what does not pass is counted as filtered. Nothing is over before {@link #took} says so. Owner only.
     *
     * @param limit how many events at most, 1 to {@link #MAX_BATCH}
     * @return null when nothing passed of what there was to read
     */
    @Nullable EventBatch nextBatch(EventSelection selection, int limit) {
        if (next == filled && !read(limit)) {
            return null;
        }
        if (selection.isAll()) {
            batchEnd = Math.min(filled, next + limit);
            return new EventBatch(Arrays.copyOfRange(window, next, batchEnd), batchEnd - next);
        }
        var events = new MonitorEvent[Math.min(limit, filled - next)];
        var size = 0;
        var index = next;
        while (index < filled && size < limit) {
            var event = window[index++];
            if (selection.passes(event)) {
                events[size++] = event;
            }
        }
        batchEnd = index;
        if (size == 0) {
            pass(index, 0);
            return null;
        }
        return new EventBatch(events, size);
    }

    /**
     * So many of the batch that was made last were handed over. Owner only.
     *
     * @param nanoTime now
     */
    void took(EventBatch batch, int count, long nanoTime) {
        var events = 0;
        for (var index = 0; index < count; index++) {
            if (!Journal.isLoss(batch.peek(index))) {
                events++;
            }
        }
        books.deliver(events);
        books.mark(nanoTime);
        pass(count == batch.size() ? batchEnd : endOf(batch, count), count);
    }

    /** A call threw. Owner only. */
    void threw(String error) {
        lastError = error;
        errors.setRelease(errors.getPlain() + 1);
    }

    /** The sequence number of the last entry that is over; 0 for none. */
    long passed() {
        return passed.getAcquire();
    }

    /**
     * The books. Any thread.
     *
     * @param nanoTime now
     */
    HopStatistics statistics(long nanoTime) {
        return books.statistics(nanoTime);
    }

    /**
     * What there is to say of it. Any thread.
     *
     * @param nanoTime now
     */
    ListenerStatus status(
            String id, @Nullable String owner, ListenerState state, Duration callDuration, @Nullable String remark, long nanoTime) {
        return new ListenerStatus(
                id, owner, state, resume, statistics(nanoTime), errors.getAcquire(), lastError, callDuration, remark);
    }

    /** The cursor ends. Any thread. */
    void close() {
        cursor.close();
    }

    private boolean read(int limit) {
        // No more than a call will be given: what is confirmed after a call is then what the call has taken.
        var length = Math.max(2, limit);
        if (window.length != length) {
            window = new MonitorEvent[length];
        }
        next = 0;
        filled = cursor.read(window);
        return filled > 0;
    }

    /** Where in the window so many events of the batch end. */
    private int endOf(EventBatch batch, int count) {
        var index = next;
        for (var taken = 0; taken < count; index++) {
            if (window[index] == batch.peek(taken)) {
                taken++;
            }
        }
        return index;
    }

    /** The window's entries up to an end are over; so many of them were handed over, the others did not pass. */
    private void pass(int end, int handed) {
        if (end == next) {
            return;
        }
        books.leaveOut(end - next - handed);
        passed.setRelease(window[end - 1].sequence());
        next = end;
        if (next == filled) {
            cursor.confirm();
        }
    }
}
