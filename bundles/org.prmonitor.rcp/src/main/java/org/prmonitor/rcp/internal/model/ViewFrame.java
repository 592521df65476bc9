package org.prmonitor.rcp.internal.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the view shows at one moment, finished: the user interface only paints it. Immutable.
 *
 * @param rows the lines in display order; read-only, with random access. The very list of the frame before where no line
 *     has changed
 * @param selection what was asked for
 * @param counts how many there are
 * @param status of the source and of the losses
 * @param time for which it is true: life times of what runs end here
 */
public record ViewFrame(List<FrameRow> rows, ViewSelection selection, ViewCounts counts, ViewStatus status, Instant time) {

    /** How long a row's process ran, or has run by now, in whole seconds while it runs; null where nobody knows. */
    public @Nullable Duration lifetime(FrameRow row) {
        var process = row.process();
        var lifetime = process.lifetimeAt(time);
        return lifetime == null || process.lifetime() != null ? lifetime : Duration.ofSeconds(lifetime.toSeconds());
    }
}
