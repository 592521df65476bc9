package org.prmonitor.rcp.internal.model;

import org.jspecify.annotations.Nullable;
import org.prmonitor.api.SourceState;

/**
 * What the status line says.
 *
 * @param state what the source is doing; null where there is no source
 * @param channel the open channel's name; null where none is open
 * @param eventsPerSecond what the source takes in, over about the last 10 s, rounded
 * @param lag events that the source has and this view has not seen yet
 * @param lost events that are missing in this view since it was opened; of those that nobody could count, one each
 * @param unacknowledged those of them that came since the last acknowledgement
 * @param uncounted whether any of the lost could not be counted: then {@link #lost} is at least so many
 * @param remark why a better channel did not open, or what failed last; empty for nothing. Printable
 */
public record ViewStatus(
        @Nullable SourceState state,
        @Nullable String channel,
        long eventsPerSecond,
        long lag,
        long lost,
        long unacknowledged,
        boolean uncounted,
        String remark) {

    /** Before anything is known. */
    public static final ViewStatus NONE = new ViewStatus(null, null, 0, 0, 0, 0, false, "");

    /** Whether there is a loss that nobody has acknowledged. */
    public boolean isAlarm() {
        return unacknowledged > 0;
    }
}
