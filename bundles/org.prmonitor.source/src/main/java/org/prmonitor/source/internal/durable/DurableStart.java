package org.prmonitor.source.internal.durable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.prmonitor.source.internal.configuration.SourceSettings;
import org.prmonitor.source.internal.log.IncidentLog;

/**
 * What the source finds on disk when it starts.
 *
 * @param dataArea a folder for the journal on disk where none is configured; null for none
 * @param journalId which numbering the sequence numbers belong to from now on
 * @param lastSequence the last number that was given, 0 for none
 * @param store the journal, opened; null where there is none, or it could not be opened
 */
public record DurableStart(@Nullable Path dataArea, UUID journalId, long lastSequence, @Nullable DurableStore store) {

    /**
     * Opens the journal on disk, where some listener has a place in it; where it cannot be opened, that is said, and the source
     * begins a numbering of its own.
     *
     * @param dataArea a folder for it where none is configured; null for none
     */
    public static DurableStart of(@Nullable Path dataArea, SourceSettings settings, IncidentLog log) {
        var directory = directory(dataArea, settings);
        var journalId = UUID.randomUUID();
        if (directory != null) {
            try {
                if (CursorFiles.areIn(directory)) {
                    var store = open(directory, journalId, new CursorPosition(0, 0), settings, log);
                    var written = store.segments().written();
                    return new DurableStart(dataArea, store.segments().identity().journalId(), written.lastSequence(), store);
                }
            } catch (IOException | RuntimeException failed) {
                log.warn("durable journal: it cannot be opened: " + failed.getMessage() + "; the source runs without it, and the places of "
                        + "durable listeners stay on disk until it is started again");
            }
        }
        return new DurableStart(dataArea, journalId, 0, null);
    }

    /** Whether the numbers go on from an earlier life of the source. */
    public boolean goesOn() {
        return store != null;
    }

    /** Where the journal on disk is, or is to be; null where there is no place for one. */
    static @Nullable Path directory(@Nullable Path dataArea, SourceSettings settings) {
        return settings.durableDirectory().isEmpty() ? dataArea : Path.of(settings.durableDirectory());
    }

    static DurableStore open(Path directory, UUID journalId, CursorPosition before, SourceSettings settings, IncidentLog log)
            throws IOException {
        try {
            return DurableStore.open(directory, journalId, before, settings.durableBytes(), settings.durableSync(), log);
        } catch (UncheckedIOException failed) {
            // A directory that is listed fails in this way.
            throw failed.getCause();
        }
    }
}
