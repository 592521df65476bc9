package org.prmonitor.api;

/**
 * The books of one hop since the source started. They close: {@code seen = delivered + filtered + lost + inFlight}.
 *
 * @param hop {@code kernel}, {@code journal}, {@code event-admin}, or {@code listener} for one of the listeners
 * @param seen events that reached the hop, the lost ones included
 * @param delivered events handed to the next hop
 * @param filtered events that nobody asked for
 * @param lost events that the hop could not keep
 * @param rate events that the hop delivered per second, a decaying average over about the last 10 s; 0 at rest
 */
public record HopStatistics(String hop, long seen, long delivered, long filtered, long lost, double rate) {

    /**
     * Of a hop at rest.
     *
     * @param hop its name
     * @param seen events that reached it
     * @param delivered events handed on
     * @param filtered events that nobody asked for
     * @param lost events that it could not keep
     */
    public HopStatistics(String hop, long seen, long delivered, long filtered, long lost) {
        this(hop, seen, delivered, filtered, lost, 0);
    }

    /**
     * {@return events that are in the hop now, which is its lag} Counters are read one after the other, so a moving hop may
     * show a little too much.
     */
    public long inFlight() {
        return Math.max(0, seen - delivered - filtered - lost);
    }
}
