package org.prmonitor.bench.internal.swap;

import java.io.Serializable;
import java.util.List;

/**
 * One trial's result.
 *
 * @param lane the way of the events
 * @param promised whether nothing may be lost on it
 * @param swaps how many were made
 * @param events how many were sent
 * @param seconds for how long
 * @param swapped the books of the consumer that was swapped
 * @param neighbours the books of those that stayed
 * @param swapMillis of each swap: from its begin to the first event at the new instance
 * @param remark why there is no result, or none of all swaps; empty for nothing
 */
public record SwapTrial(
        String lane,
        boolean promised,
        int swaps,
        long events,
        double seconds,
        Books swapped,
        List<Books> neighbours,
        double[] swapMillis,
        String remark)
        implements Serializable {

    static SwapTrial notRun(String lane, String reason) {
        return new SwapTrial(lane, true, 0, 0, 0, Books.sum(List.of()), List.of(), new double[0], reason);
    }

    public boolean wasRun() {
        return swaps > 0;
    }

    /** Nobody lost an event, got one twice, or got one too late. */
    public boolean isClean() {
        return wasRun() && swapped.isClean() && neighbours.stream().allMatch(Books::isClean);
    }
}
