package org.prmonitor.source.internal.pump;

import java.time.Duration;
import org.prmonitor.source.internal.configuration.SourceSettings;

/**
 * How long a burst may gather before it is fetched. As long as is configured; and four times as long while a burst goes on,
 * because a wake-up costs as much as dozens of events, here and in every lane behind (network cards moderate their interrupts
 * for the same reason). A single event is not delayed by it, and a ring that could fill up meanwhile is not left alone
 * for longer. Pump's thread only.
 */
final class BurstLinger {

    static final int STRETCH = 4;
    /** So many events in one configured linger are a burst... */
    static final int BURST_EVENTS = 8;
    /** ...and after so many drains in a row it is one that goes on. */
    static final int BURST_DRAINS = 4;

    /** No common record is larger. */
    private static final int EVENT_BYTES = 512;
    /** The part of the ring that a stretched linger may fill: bursts are uneven. */
    private static final int RING_PART = 4;

    private long configuredNanos;
    private long mostEvents;
    /** How many drains in a row found a burst. */
    private int drains;

    BurstLinger(SourceSettings settings) {
        configure(settings);
    }

    /** Other settings; what is known about the burst stays. */
    void configure(SourceSettings settings) {
        configuredNanos = Duration.ofMillis(settings.lingerMillis()).toNanos();
        mostEvents = settings.ringBytes() / (EVENT_BYTES * RING_PART * STRETCH);
    }

    /** For the next burst; 0 for not at all. */
    long nanos() {
        return isStretched() ? configuredNanos * STRETCH : configuredNanos;
    }

    /**
     * A drain has ended.
     *
     * @param events how many came after a linger of {@link #nanos()}
     */
    void drained(long events) {
        var inOneLinger = isStretched() ? events / STRETCH : events;
        drains = inOneLinger >= BURST_EVENTS && inOneLinger <= mostEvents ? Math.min(drains + 1, BURST_DRAINS) : 0;
    }

    /** A burst goes on: more events are as good as certain. */
    boolean isStretched() {
        return drains == BURST_DRAINS;
    }
}
