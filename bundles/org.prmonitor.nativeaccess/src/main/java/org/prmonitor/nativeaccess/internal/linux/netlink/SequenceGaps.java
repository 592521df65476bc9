package org.prmonitor.nativeaccess.internal.linux.netlink;

import java.util.Arrays;

/**
 * Counts what the kernel numbered but could not deliver. It numbers per processor, so that one message per processor has
 * to be seen before a gap on that processor can be: {@link ProcessorPoke} makes them. Not thread-safe.
 */
final class SequenceGaps {

    private boolean[] known = new boolean[8];
    private int[] next = new int[8];

    /**
     * Takes note of a message.
     *
     * @param processor 0 or more, or -1 for a message that counts nowhere
     * @return how many messages of that processor are missing before this one; 0 for the first
     */
    long missing(int processor, int sequence) {
        if (processor < 0) {
            return 0;
        }
        if (processor >= known.length) {
            known = Arrays.copyOf(known, Math.max(processor + 1, 2 * known.length));
            next = Arrays.copyOf(next, known.length);
        }
        var gap = known[processor] ? sequence - next[processor] : 0;
        if (gap < 0) {
            // An old kernel may send two messages of one processor in the wrong order. The first of them made a gap of one
            // that was none: better one too many than one that nobody hears of.
            return 0;
        }
        known[processor] = true;
        next[processor] = sequence + 1;
        return gap;
    }
}
