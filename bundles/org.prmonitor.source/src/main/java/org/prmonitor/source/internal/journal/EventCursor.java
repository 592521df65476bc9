package org.prmonitor.source.internal.journal;

import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.MonitorEvent;

/**
 * A place in a journal, in memory or on disk. {@link #read}, {@link #await} and {@link #confirm} belong to one thread at a
 * time; the rest may be called from any. The events that it hands out, added up with the losses that it tells, are every
 * sequence number once.
 */
public interface EventCursor extends AutoCloseable {

    /**
     * Takes the next entries. Where some were gone before this cursor came to them, an {@link EventsLost} of its own stands in
     * their place.
     *
     * @param batch filled from index 0; its length, 2 or more, is how many are taken at most
     * @return how many, 0 where there is nothing new
     */
    int read(MonitorEvent[] batch);

    /** All that was read so far has been taken: what is read after a restart of the process, if anything, begins after it. */
    void confirm();

    /**
     * Waits until there is something to read.
     *
     * @param nanos how long at most
     * @return false when the time ran out or {@link #wakeup} was called with nothing there
     */
    boolean await(long nanos) throws InterruptedException;

    /** Ends a running {@link #await}, or the next one. */
    void wakeup();

    /** Whether there is something to read. */
    boolean hasNext();

    /** Events, losses not counted, that have come since this cursor was made or opened again, read or not. */
    long seen();

    /** Events, losses not counted, that were gone before this cursor came to them, as far as it has been told. */
    long overrun();

    /** Ends the registration for wake-ups. A second call does nothing. */
    @Override
    void close();
}
