package org.prmonitor.healthcheck.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** The counts of earlier looks, as far back as the window goes. Bounded, however often somebody looks. One thread at a time. */
final class LookHistory {

    /** So many looks are kept of a window; those in between are forgotten, and the window is that much less exact. */
    private static final int PARTS = 60;

    private final long windowNanos;

    /** Oldest first; the first one is the newest that lies before the window, if there is one. Never empty. */
    private final Deque<Counts> looks = new ArrayDeque<>();

    /**
     * A history that begins.
     *
     * @param first what is not held against anybody
     * @param window zero for since the last look
     */
    LookHistory(Counts first, Duration window) {
        windowNanos = window.toNanos();
        looks.add(first);
    }

    /** With which counts those of now are to be compared; they are kept for later. */
    Counts before(Counts now) {
        while (looks.size() > 1 && age(second(), now) >= windowNanos) {
            looks.removeFirst();
        }
        var compared = looks.getFirst();
        if (windowNanos == 0) {
            looks.clear();
        }
        if (looks.isEmpty() || age(looks.getLast(), now) >= windowNanos / PARTS) {
            looks.addLast(now);
        }
        return compared;
    }

    /** How many looks are kept. */
    int size() {
        return looks.size();
    }

    private Counts second() {
        var iterator = looks.iterator();
        iterator.next();
        return iterator.next();
    }

    private static long age(Counts earlier, Counts now) {
        return now.nanoTime() - earlier.nanoTime();
    }
}
