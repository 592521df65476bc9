package org.prmonitor.api;

/**
 * The books of one hop since the source started. They close: {@code seen = delivered + filtered + lost + inFlight}.
 *
 * @param hop {@code kernel}, {@code journal}, {@code event-admin}
 * @param seen events that reached the hop, the lost ones included
 * @param delivered events handed to the next hop
 * @param filtered events that nobody asked for
 * @param lost events that the hop could not keep
 */
public record HopStatistics(String hop, long seen, long delivered, long filtered, long lost) {

    /** Events that are in the hop now. Counters are read one after the other, so a moving hop may show a little too much. */
    public long inFlight() {
        return Math.max(0, seen - delivered - filtered - lost);
    }
}
