package org.prmonitor.testkit;

import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * Whether a consumer got every number exactly once and in order, whatever was done to it meanwhile. It remembers gaps and not
 * numbers, so that it may watch a stream for as long as one likes. Any thread; one audit outlives the instances of a consumer
 * that is swapped.
 */
public final class SequenceAudit implements LongConsumer {

    /** What is missing below {@link #highest}: the last number of each gap by its first. Guarded by this object's monitor, as all below. */
    private final TreeMap<Long, Long> gaps = new TreeMap<>();

    /** The number that the first one should have; 0 where the first that comes is the first. */
    private long first;

    private long highest;
    private long received;
    private long missing;
    private long twice;
    private long outOfOrder;

    /**
     * What was found.
     *
     * @param received how many numbers came, those that came again included
     * @param lost how many up to the last one did not come
     * @param twice how many had come before
     * @param outOfOrder how many came after a higher one; they are not lost
     */
    public record Findings(long received, long lost, long twice, long outOfOrder) {

        /** {@return whether every number came exactly once and in order} */
        public boolean isClean() {
            return lost == 0 && twice == 0 && outOfOrder == 0;
        }
    }

    /** Begins with whatever number comes first. */
    public SequenceAudit() {}

    /**
     * Begins with a number, from 1.
     *
     * @param first the first of them
     */
    public SequenceAudit(long first) {
        if (first < 1) {
            throw new IllegalArgumentException("a first number of " + first + " is below 1");
        }
        this.first = first;
        this.highest = first - 1;
    }

    /** The consumer got this number. */
    @Override
    public synchronized void accept(long number) {
        received++;
        if (first == 0) {
            first = number;
            highest = number;
        } else if (number > highest) {
            if (number > highest + 1) {
                gaps.put(highest + 1, number - 1);
                missing += number - highest - 1;
            }
            highest = number;
        } else if (closeGap(number)) {
            missing--;
            outOfOrder++;
        } else {
            twice++;
        }
    }

    /** {@return the highest number so far; below the first one for none} */
    public synchronized long highest() {
        return highest;
    }

    /** {@return how many numbers came so far} */
    public synchronized long received() {
        return received;
    }

    /**
     * {@return what was found}
     *
     * @param last the number that should have come last
     */
    public synchronized Findings findings(long last) {
        return new Findings(received, missing + Math.max(0, last - highest), twice, outOfOrder);
    }

    /** False where the number was not missing. */
    private boolean closeGap(long number) {
        var gap = gaps.floorEntry(number);
        if (gap == null || gap.getValue() < number) {
            return false;
        }
        if (gap.getKey() < number) {
            gaps.put(gap.getKey(), number - 1);
        } else {
            gaps.remove(number);
        }
        if (number < gap.getValue()) {
            gaps.put(number + 1, gap.getValue());
        }
        return true;
    }
}
