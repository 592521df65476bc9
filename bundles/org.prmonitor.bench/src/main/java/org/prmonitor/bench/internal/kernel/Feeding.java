package org.prmonitor.bench.internal.kernel;

import java.io.Serializable;

/**
 * One feed, and what came of it.
 *
 * @param fed how many events the kernel produced
 * @param stored how many of them found room in the ring
 * @param received how many of them reached the consumer
 * @param toldLost how many it was told of that are missing; -1 where it was told no number
 * @param seconds from the first to the last
 * @param readingNanos that the threads which read and hand over were on a processor, on behalf of events told lost, too
 * @param processNanos that their whole process was
 * @param allocatedBytes of the heap, by the threads that read and hand over; -1 for a program that is no JVM
 */
public record Feeding(
        long fed, long stored, long received, long toldLost, double seconds, long readingNanos, long processNanos,
        long allocatedBytes)
        implements Serializable {

    static Feeding of(Feeder.Fed fed, Taken taken, long begin, TaskTime time, long allocatedBytes) {
        return new Feeding(
                fed.events(), fed.stored(), taken.events(), taken.toldLost(), (taken.nanos() - begin) / 1e9, time.reading(), time.all(), allocatedBytes);
    }

    /** Nanoseconds of a processor for each event that was in the ring, in the threads that read and hand over. */
    public double readingCost() {
        return (double) readingNanos / stored;
    }

    /** The same for the whole process. */
    public double processCost() {
        return (double) processNanos / stored;
    }

    /** Bytes of the heap for each event that was in the ring; negative for a program that is no JVM. */
    public double allocation() {
        return (double) allocatedBytes / stored;
    }

    /** Events that reached the consumer. */
    public double perSecond() {
        return received / seconds;
    }

    /** Events that the kernel produced, in the ring or not. */
    public double fedPerSecond() {
        return fed / seconds;
    }

    /** Of what was produced, the part that did not reach the consumer. */
    public double lostShare() {
        return fed == 0 ? 0 : (double) (fed - received) / fed;
    }

    /** Whether nothing is there twice, and nothing is missing that nobody told of. */
    public boolean isAccountedFor() {
        var missing = fed - received;
        return missing >= 0 && (toldLost < 0 || missing <= toldLost);
    }
}
