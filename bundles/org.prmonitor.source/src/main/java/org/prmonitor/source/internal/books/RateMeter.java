package org.prmonitor.source.internal.books;

/**
 * Events per second, as a decaying average: an event counts in full when it is marked and ever less with its age, which is
 * 5 s on average, as that of a window of the last 10 s is. No thread and no timer: whoever delivers marks its count once a
 * batch, with the time that it has, and a reader lets the last mark decay to its own moment. The time is that of {@link
 * System#nanoTime}, or of one clock for both sides. A mark costs an exponential and one small object, so none is made per event.
 */
public final class RateMeter {

    /** The average age of what counts, which is the time constant of the decay. */
    private static final double AGE_SECONDS = 5;

    private static final double NANOSECONDS_PER_SECOND = 1e9;

    /** One event in a hundred seconds. What is less is rest: the decay alone would never come to its end. */
    private static final double REST = 0.01;

    /**
     * Replaced as a whole, so that nobody sees a rate with another moment's time.
     *
     * @param total how many were delivered
     * @param rate per second, at that time
     * @param nanoTime the time
     */
    private record Mark(long total, double rate, long nanoTime) {

        double decayedTo(long now) {
            // Time may be read by one thread before and by another after: what is not older does not decay.
            var age = Math.max(0, now - nanoTime) / NANOSECONDS_PER_SECOND;
            return rate * Math.exp(-age / AGE_SECONDS);
        }
    }

    /** Written by one thread at a time, the one that delivers. */
    private volatile Mark last = new Mark(0, 0, 0);

    /**
     * A batch was delivered. By one thread at a time; another may go on where it was seen to have ended.
     *
     * @param total how many were delivered since this meter was made; where it has not grown, nothing changes
     * @param nanoTime now, after the batch
     */
    public void mark(long total, long nanoTime) {
        var before = last;
        if (total > before.total) {
            last = new Mark(total, before.decayedTo(nanoTime) + (total - before.total) / AGE_SECONDS, nanoTime);
        }
    }

    /**
     * Events per second at a moment; 0 at rest. Any thread.
     *
     * @param nanoTime now
     */
    public double rate(long nanoTime) {
        var rate = last.decayedTo(nanoTime);
        return rate < REST ? 0 : rate;
    }
}
