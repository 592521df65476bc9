package org.prmonitor.consumer.recorder.internal;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.MonitorEventSource;

/**
 * The source's journal. A source hands over events before its service is there and after it is gone: it is waited for in the
 * first case, and in the second its numbering stays known until another source comes. Thread-safe.
 */
final class SourceJournal implements Journal {

    /** Null while there is none. Guarded by this. */
    private @Nullable MonitorEventSource source;

    /** Of the last source that was there; a source has one for its life. Guarded by this. */
    private @Nullable UUID id;

    synchronized void set(MonitorEventSource newSource) {
        id = newSource.status().journalId();
        source = newSource;
    }

    /** Forgets a source, unless another one has taken its place. */
    synchronized void unset(MonitorEventSource oldSource) {
        if (source == oldSource) {
            source = null;
        }
    }

    @Override
    public synchronized @Nullable UUID id() {
        return id;
    }

    @Override
    public synchronized long lastSequence() {
        return source == null ? 0 : source.status().lastSequence();
    }
}
