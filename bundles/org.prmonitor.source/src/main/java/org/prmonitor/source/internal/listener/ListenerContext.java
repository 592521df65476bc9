package org.prmonitor.source.internal.listener;

import java.util.function.LongSupplier;
import org.prmonitor.source.internal.configuration.SourceSettings;
import org.prmonitor.source.internal.log.IncidentLog;

/** What every listener of one lane shares. Any thread. */
final class ListenerContext {

    private final CursorFactory cursors;
    private final IncidentLog log;
    private final LongSupplier clock;
    private volatile SourceSettings settings;

    ListenerContext(CursorFactory cursors, IncidentLog log, LongSupplier clock, SourceSettings settings) {
        this.cursors = cursors;
        this.log = log;
        this.clock = clock;
        this.settings = settings;
    }

    CursorFactory cursors() {
        return cursors;
    }

    IncidentLog log() {
        return log;
    }

    /** Nanoseconds since an arbitrary moment. */
    long now() {
        return clock.getAsLong();
    }

    LongSupplier clock() {
        return clock;
    }

    SourceSettings settings() {
        return settings;
    }

    void configure(SourceSettings changed) {
        settings = changed;
    }
}
