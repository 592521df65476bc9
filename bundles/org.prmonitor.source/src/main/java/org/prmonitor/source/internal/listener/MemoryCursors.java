package org.prmonitor.source.internal.listener;

import java.io.IOException;
import org.prmonitor.api.Resume;
import org.prmonitor.source.internal.journal.EventCursor;
import org.prmonitor.source.internal.journal.Journal;

/** Cursors in the journal in memory. It knows no id: every one is a newcomer. */
public final class MemoryCursors implements CursorFactory {

    private final Journal journal;

    /** Of that journal. */
    public MemoryCursors(Journal journal) {
        this.journal = journal;
    }

    @Override
    public EventCursor open(String id, Resume resume) throws IOException {
        return switch (resume) {
            case NOW -> journal.readerAtHead();
            case BEGINNING -> journal.readerAtOldest();
            case DURABLE -> throw new IOException("resume = DURABLE needs a journal on disk, which this source does not have");
        };
    }
}
