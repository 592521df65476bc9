package org.prmonitor.source.internal.process;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessEvent;
import org.prmonitor.api.event.ProcessForked;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessStarted;

/**
 * Joins a snapshot that was journaled to the live stream behind it. The channel watched before the snapshot was taken, so
 * that nothing is missing between them; what is in both is found by key and time, and left out of the stream. Pump's
 * thread only.
 */
public final class SnapshotJoin {

    /**
     * How long after the snapshot an event from before it may still arrive: an event gets its time before it is in the
     * ring, and the thread that raises it may be held up in between.
     */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Map<ProcessKey, RunningProcess> rows;
    private final Instant end;

    /**
     * A join.
     *
     * @param journaled the rows that were journaled
     * @param takenAt when the last of them had been observed
     */
    public SnapshotJoin(Collection<RunningProcess> journaled, Instant takenAt) {
        rows = new HashMap<>(journaled.size() * 2);
        for (var row : journaled) {
            rows.put(row.key(), row);
        }
        end = takenAt.plus(GRACE);
    }

    /** Whether the snapshot said this already. An exit never is: a row says that the process runs. */
    public boolean isDuplicate(MonitorEvent event) {
        if (!(event instanceof ProcessStarted || event instanceof ProcessForked)) {
            return false;
        }
        var row = rows.get(((ProcessEvent) event).processKey());
        if (row == null || event.time().isAfter(row.observedAt())) {
            return false;
        }
        if (event instanceof ProcessStarted started) {
            // Another command line: an image that the process had left again when it was observed.
            return isSame(started.commandLine(), row.commandLine());
        }
        return true;
    }

    /** Compares what was read by different means and cut at different lengths: only the bytes that both have. */
    private static boolean isSame(@Nullable CommandLine live, @Nullable CommandLine observed) {
        if (live == null || observed == null) {
            return live == observed;
        }
        var liveBytes = live.bytes();
        var observedBytes = observed.bytes();
        var liveEnd = withoutTerminator(liveBytes);
        var observedEnd = withoutTerminator(observedBytes);
        if (live.isTruncated() || observed.isTruncated()) {
            liveEnd = observedEnd = Math.min(liveEnd, observedEnd);
        }
        return Arrays.equals(liveBytes, 0, liveEnd, observedBytes, 0, observedEnd);
    }

    /** The last argument's NUL may be there or not. */
    private static int withoutTerminator(byte[] bytes) {
        return bytes.length > 0 && bytes[bytes.length - 1] == 0 ? bytes.length - 1 : bytes.length;
    }

    /** Whether nothing from before the snapshot can arrive any more, in a drain that begins now. */
    public boolean isOver(Instant now) {
        return now.isAfter(end);
    }
}
