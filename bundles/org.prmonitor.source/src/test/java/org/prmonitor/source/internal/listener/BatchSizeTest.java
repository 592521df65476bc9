package org.prmonitor.source.internal.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchSizeTest {

    private static final long MILLISECOND = 1_000_000;

    private final BatchSize size = new BatchSize();

    /** So many full batches, by a listener with that cost a call and an event. */
    private void call(int times, long callNanos, long eventNanos) {
        for (var call = 0; call < times; call++) {
            size.called(size.limit(), callNanos + eventNanos * size.limit());
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 100, 256", "0, 1000000, 32", "0, 100000000, 1", "0, 6000000, 8", "80000000, 1000, 256", "20000000, 1000, 256"})
    void settlesAtWhatTheEventsTake(long callNanos, long eventNanos, int expected) {
        call(50, callNanos, eventNanos);
        assertEquals(expected, size.limit());
    }

    @Test
    void oneThatBecomesSlowHasSmallBatchesSoonAndLargeOnesAgainWhenItIsOver() {
        call(20, 0, 1000);
        assertEquals(256, size.limit());
        call(6, 0, 10 * MILLISECOND);
        assertTrue(size.limit() <= 8, () -> "still " + size.limit());
        call(20, 0, 1000);
        assertEquals(256, size.limit());
    }

    @Test
    void oneStallHalvesItOnce() {
        call(20, 0, 1000);
        call(1, 500 * MILLISECOND, 1000);
        assertEquals(128, size.limit());
        call(1, 0, 1000);
        assertEquals(256, size.limit());
    }

    @Test
    void fewEventsSayNothingAboutMany() {
        call(5, 0, 1000);
        assertEquals(32, size.limit());
        for (var call = 0; call < 10; call++) {
            size.called(3, 1000);
        }
        assertEquals(32, size.limit());
    }
}
