package org.prmonitor.rcp.internal.model;

import org.jspecify.annotations.Nullable;
import org.prmonitor.api.SourceState;

/**
 * What the source says of itself, as {@link ViewStatus} has it.
 *
 * @param state what it is doing; null where there is no source
 * @param channel the open channel's name; null where none is open
 * @param eventsPerSecond what it takes in, rounded
 * @param lag events that it has and this view has not seen yet
 * @param remark its last words; empty for none. Printable
 */
public record SourceSummary(@Nullable SourceState state, @Nullable String channel, long eventsPerSecond, long lag, String remark) {

    /** There is no source. */
    public static final SourceSummary NONE = new SourceSummary(null, null, 0, 0, "");
}
