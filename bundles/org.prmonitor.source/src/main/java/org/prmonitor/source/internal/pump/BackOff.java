package org.prmonitor.source.internal.pump;

import java.time.Duration;

/** Pauses between attempts: each twice as long as the one before, up to a limit. Pump's thread only. */
final class BackOff {

    static final Duration FIRST = Duration.ofMillis(100);
    static final Duration LAST = Duration.ofSeconds(30);

    private Duration next = FIRST;

    /** The pause before the next attempt. */
    Duration next() {
        var pause = next;
        var doubled = pause.multipliedBy(2);
        next = doubled.compareTo(LAST) > 0 ? LAST : doubled;
        return pause;
    }

    /**
     * A channel had been open for that long. One that lives shorter than the longest pause does not begin anew: opening
     * and dying in turns must not become a busy loop.
     */
    void lived(Duration time) {
        if (time.compareTo(LAST) >= 0) {
            next = FIRST;
        }
    }
}
