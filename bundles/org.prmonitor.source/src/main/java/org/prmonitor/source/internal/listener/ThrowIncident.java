package org.prmonitor.source.internal.listener;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.prmonitor.api.text.PrintableText;
import org.prmonitor.source.internal.log.IncidentLog;

/**
 * What a listener throws, in two lines however often it does: one when it begins, one with the count when it has been quiet for
 * a while or is stopped. Any thread.
 */
public final class ThrowIncident {

    /** After so long without a throw the next one is another incident. */
    static final long QUIET = TimeUnit.SECONDS.toNanos(5);

    private static final int MAX_TEXT = 500;

    private final String subject;
    private final IncidentLog log;

    // Guarded by this object's monitor.
    private long count;
    private long first;
    private long last;

    /**
     * Of one instance.
     *
     * @param subject listener and bundle, as the lines begin
     */
    ThrowIncident(String subject, IncidentLog log) {
        this.subject = subject;
        this.log = log;
    }

    /**
     * It threw.
     *
     * @param what such as "threw at event 7"
     * @param text what, see {@link #describe}
     */
    synchronized void threw(String what, String text, long nanoTime) {
        look(nanoTime);
        if (count++ == 0) {
            first = nanoTime;
            log.warn(subject + " " + what + ": " + text);
        }
        last = nanoTime;
    }

    /** Ends an incident that has been quiet for long enough. */
    synchronized void look(long nanoTime) {
        if (count > 0 && nanoTime - last >= QUIET) {
            end();
        }
    }

    /** Ends the incident, if there is one. */
    synchronized void end() {
        if (count > 1) {
            var seconds = (last - first) / (double) TimeUnit.SECONDS.toNanos(1);
            log.warn(String.format(Locale.ROOT, "%s: that was %,d times within %.1f s", subject, count, seconds));
        }
        count = 0;
    }

    /** A throwable in one line: what it says of itself, and where it was thrown. What it throws itself is swallowed. */
    public static String describe(Throwable thrown) {
        String text;
        try {
            text = thrown.toString();
            var trace = thrown.getStackTrace();
            if (trace.length > 0) {
                text += " at " + trace[0];
            }
        } catch (Throwable worse) {
            text = thrown.getClass().getName();
        }
        return PrintableText.escape(text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "…" : text);
    }
}
