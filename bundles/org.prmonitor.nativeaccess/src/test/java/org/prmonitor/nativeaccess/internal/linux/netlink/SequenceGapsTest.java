package org.prmonitor.nativeaccess.internal.linux.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SequenceGapsTest {

    @Property
    void everyMissingMessageBetweenTwoIsCountedOnce(
            @ForAll @Size(min = 1, max = 500) List<@IntRange(min = 0, max = 3) Integer> processors,
            @ForAll int base,
            @ForAll List<@IntRange(min = 0, max = 499) Integer> dropped) {
        var gaps = new SequenceGaps();
        var gone = new HashSet<>(dropped);
        var sent = new int[4];
        var first = new boolean[4];
        var pending = new long[4];
        long expected = 0;
        long counted = 0;
        for (var index = 0; index < processors.size(); index++) {
            int processor = processors.get(index);
            // Starts anywhere, so that the sequence also wraps.
            var sequence = base + sent[processor]++;
            if (gone.contains(index)) {
                pending[processor]++;
                continue;
            }
            expected += first[processor] ? pending[processor] : 0;
            pending[processor] = 0;
            first[processor] = true;
            counted += gaps.missing(processor, sequence);
        }
        assertEquals(expected, counted);
    }

    @Example
    void sequenceWraps() {
        var gaps = new SequenceGaps();
        assertEquals(0, gaps.missing(0, -2));
        assertEquals(0, gaps.missing(0, -1));
        assertEquals(3, gaps.missing(0, 3));
    }

    @Example
    void messageOfNoProcessorCountsNowhere() {
        var gaps = new SequenceGaps();
        assertEquals(0, gaps.missing(-1, 5));
        assertEquals(0, gaps.missing(-1, 500));
    }

    @Example
    void processorsAreAsManyAsCome() {
        var gaps = new SequenceGaps();
        assertEquals(0, gaps.missing(8191, 5));
        assertEquals(4, gaps.missing(8191, 10));
        assertEquals(0, gaps.missing(100, 1));
    }

    @Example
    void messageInTheWrongOrderIsNoSecondGap() {
        var gaps = new SequenceGaps();
        assertEquals(0, gaps.missing(0, 5));
        assertEquals(1, gaps.missing(0, 7));
        assertEquals(0, gaps.missing(0, 6));
        assertEquals(0, gaps.missing(0, 8));
    }
}
