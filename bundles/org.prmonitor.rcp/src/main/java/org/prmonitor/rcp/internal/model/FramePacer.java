package org.prmonitor.rcp.internal.model;

import java.time.Duration;

/** When the next frame is due. Times are nanoseconds since the pacer was made. Guarded by its owner. */
final class FramePacer {

    private static final long NEVER = Long.MAX_VALUE;

    private long interval;

    /** Not before this. */
    private long earliest;

    /** Something may have changed. */
    private boolean isWanted = true;

    /** When something changes by itself. */
    private long due = NEVER;

    /** The last frame was not taken yet. */
    private boolean isInUse;

    FramePacer(Duration interval) {
        this.interval = interval.toNanos();
    }

    void setInterval(Duration newInterval) {
        earliest += newInterval.toNanos() - interval;
        interval = newInterval.toNanos();
    }

    /**
     * Something may have changed.
     *
     * @return whether that is news
     */
    boolean want() {
        var news = !isWanted;
        isWanted = true;
        return news;
    }

    /** The last frame was taken. */
    void taken() {
        isInUse = false;
    }

    /** How long to wait for the next frame; 0 for now, the largest number until something is said. */
    long waitNanos(long now) {
        if (isInUse) {
            return NEVER;
        }
        var at = isWanted ? earliest : Math.max(earliest, due);
        return at == NEVER ? NEVER : Math.max(0, at - now);
    }

    /**
     * A frame is being made: what changes from now on is for the next one.
     */
    void begin(long now) {
        isWanted = false;
        due = NEVER;
        earliest = now + interval;
        isInUse = true;
    }

    /** When something will change by itself; the earliest counts. */
    void dueAt(long time) {
        due = Math.min(due, time);
    }
}
