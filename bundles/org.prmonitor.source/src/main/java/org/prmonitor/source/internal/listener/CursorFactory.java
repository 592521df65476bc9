package org.prmonitor.source.internal.listener;

import java.io.IOException;
import org.prmonitor.api.Resume;
import org.prmonitor.source.internal.journal.EventCursor;

/**
 * Where the lane gets a cursor for an id that it has none for. While a listener is away the lane keeps its cursor open, for
 * as long as is configured; then it closes it. What is left of a closed cursor is the factory's matter: nothing of one in
 * memory; of one on disk the place, so that {@link #open} finds it again.
 */
@FunctionalInterface
public interface CursorFactory {

    /**
     * A cursor at the place where this id left off, if the factory knows it, otherwise where a newcomer begins. Any thread, but
     * one at a time for one id.
     *
     * @param id of the listener: any text without control characters, 1 to 200 characters
     * @throws IOException when it cannot be had; the listener is refused with the message
     */
    EventCursor open(String id, Resume resume) throws IOException;
}
