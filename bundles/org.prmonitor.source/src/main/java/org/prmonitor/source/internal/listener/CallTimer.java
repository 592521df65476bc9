package org.prmonitor.source.internal.listener;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.prmonitor.source.internal.log.IncidentLog;

/** Since when a listener has been in a call, and the two lines about one that does not come back. */
public final class CallTimer {

    /** A call that lasts longer looks stuck. */
    public static final long BLOCKED = TimeUnit.SECONDS.toNanos(5);

    private static final long NONE = Long.MIN_VALUE;

    private final String subject;
    private final IncidentLog log;

    /** When the call began. Written by the listener's thread. */
    private volatile long began = NONE;

    /** The beginning of the last call that was said to be stuck. Written by the watch. */
    private volatile long reported = NONE;

    /**
     * Of one instance.
     *
     * @param subject listener and bundle, as the lines begin
     */
    public CallTimer(String subject, IncidentLog log) {
        this.subject = subject;
        this.log = log;
    }

    /** A call begins. Listener's thread. */
    public void begin(long nanoTime) {
        began = nanoTime;
    }

    /** It has come back. Listener's thread. */
    public void end(long nanoTime) {
        var start = began;
        began = NONE;
        // Volatile write, then volatile read, as in look(): either this sees the report, or the watch that it is too late.
        if (reported == start) {
            log.info(subject + " has come back from a call after " + seconds(nanoTime - start));
        }
    }

    /** Reports a call that looks stuck, once. The watch. */
    public void look(long nanoTime, Thread thread) {
        var start = began;
        if (start == NONE || start == reported || nanoTime - start < BLOCKED) {
            return;
        }
        reported = start;
        var trace = thread.getStackTrace();
        if (began == start) {
            log.warn(subject + " has not come back from a call for " + seconds(nanoTime - start) + ": thread " + thread.getName()
                    + (trace.length == 0 ? "" : " is at " + trace[0]) + ". It falls behind alone, and is waited for");
        }
    }

    /** How long the call has lasted; zero outside of one. */
    public Duration duration(long nanoTime) {
        var start = began;
        return start == NONE ? Duration.ZERO : Duration.ofNanos(Math.max(0, nanoTime - start));
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / (double) TimeUnit.SECONDS.toNanos(1));
    }
}
