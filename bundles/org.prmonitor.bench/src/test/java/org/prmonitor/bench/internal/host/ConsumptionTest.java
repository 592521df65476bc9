package org.prmonitor.bench.internal.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ConsumptionTest {

    @Test
    void raisesNoMoreThanAJournalHoldsAheadOfTheSlowest() {
        var consumption = new Consumption(Long.MAX_VALUE);
        var slow = consumption.newCounter();
        var fast = consumption.newCounter();
        assertEquals(32_768, consumption.getAsLong());
        fast.set(30_000);
        assertEquals(32_768, consumption.getAsLong());
        slow.set(8_191);
        assertEquals(32_768, consumption.getAsLong());
        slow.set(8_192);
        assertEquals(40_960, consumption.getAsLong());
        assertEquals(8_192, consumption.taken());
    }

    @Test
    void endsWithWhatWasRaised() {
        var consumption = new Consumption(1_000_000);
        var counter = consumption.newCounter();
        assertEquals(32_768, consumption.end());
        counter.set(32_768);
        assertEquals(32_768, consumption.getAsLong());
    }

    @Test
    void endsAtItsLimit() {
        var consumption = new Consumption(40_000);
        var counter = consumption.newCounter();
        counter.set(39_999);
        assertEquals(40_000, consumption.getAsLong());
        Consumption.count(counter);
        assertEquals(40_000, consumption.taken());
    }

    /** A feed that took back what it had raised would make the channel count backwards. */
    @Test
    void whatWasRaisedStaysRaisedWhileItEnds() throws Exception {
        var consumption = new Consumption(Long.MAX_VALUE);
        var counter = consumption.newCounter();
        var consumer = new Thread(() -> {
            for (var taken = 0; taken < 20_000_000; taken++) {
                Consumption.count(counter);
            }
        });
        consumer.start();
        var last = 0L;
        for (var look = 0; consumer.isAlive(); look++) {
            var raised = look == 1_000 ? consumption.end() : consumption.getAsLong();
            assertTrue(raised >= last, raised + " after " + last);
            last = raised;
        }
        consumer.join();
    }
}
