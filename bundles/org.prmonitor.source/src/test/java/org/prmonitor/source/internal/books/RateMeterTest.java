package org.prmonitor.source.internal.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.Test;

/** Time passes as the test says. */
class RateMeterTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);

    private RateMeter meter = new RateMeter();
    private long total;

    /** As System.nanoTime has it: from an arbitrary moment, which may lie before its overflow. */
    private long now = Long.MAX_VALUE - SECOND;

    /** Batches of one size, at equal distances. */
    private void run(double seconds, int batch, long distance) {
        for (var end = now + (long) (seconds * SECOND); end - now > 0; ) {
            now += distance;
            total += batch;
            meter.mark(total, now);
        }
    }

    /** The tries of a property share one instance. */
    @BeforeTry
    void begin() {
        meter = new RateMeter();
        total = 0;
    }

    @Test
    void isZeroBeforeTheFirstEvent() {
        assertEquals(0, meter.rate(now));
        meter.mark(0, now);
        assertEquals(0, meter.rate(now));
    }

    @Test
    void comesToASteadyRate() {
        run(60, 20, MILLISECOND);
        assertEquals(20_000, meter.rate(now), 20);
        run(60, 1, 100 * MILLISECOND);
        assertEquals(10, meter.rate(now), 0.3);
    }

    @Test
    void knowsTwoThirdsAfterFiveSecondsAndSevenEighthsAfterTen() {
        run(5, 20, MILLISECOND);
        assertEquals(20_000 * 0.632, meter.rate(now), 20);
        run(5, 20, MILLISECOND);
        assertEquals(20_000 * 0.865, meter.rate(now), 20);
    }

    @Test
    void decaysToRestAlthoughNobodyMarks() {
        run(60, 20, MILLISECOND);
        assertEquals(20_000 * 0.135, meter.rate(now + 10 * SECOND), 20);
        assertEquals(0, meter.rate(now + 120 * SECOND));
        meter.mark(total, now + 120 * SECOND);
        assertEquals(0, meter.rate(now + 120 * SECOND), "a mark without an event is no event");
    }

    @Test
    void aBurstAfterRestIsANewBurst() {
        run(60, 20, MILLISECOND);
        now += 3_600 * SECOND;
        meter.mark(total + 100, now);
        assertEquals(20, meter.rate(now), 1e-9, "100 events, each a fifth of an event per second");
    }

    @Test
    void aReaderWhoseClockIsALittleBehindSeesNoMoreThanThereWas() {
        meter.mark(5, now);
        assertEquals(1, meter.rate(now - SECOND));
    }

    @Property(tries = 200)
    void whateverTheBatchesTheSteadyRateIsTheirs(
            @ForAll @IntRange(min = 1, max = 256) int batch, @ForAll @LongRange(min = 1, max = 500) long millis) {
        run(60, batch, millis * MILLISECOND);
        var expected = batch * 1_000.0 / millis;
        // A mark counts in full at once, so just after one the average stands half a batch too high.
        assertEquals(expected, meter.rate(now), expected * millis / 9_500 + expected * 0.001);
    }

    @Property(tries = 200)
    void isNeverNegativeAndNeverRisesByItself(
            @ForAll @LongRange(max = 1_000_000_000) long count, @ForAll @DoubleRange(max = 1_000) double seconds) {
        meter.mark(count, now);
        var at = meter.rate(now);
        var later = meter.rate(now + (long) (seconds * SECOND));
        assertTrue(0 <= later && later <= at, () -> later + " after " + at);
    }
}
