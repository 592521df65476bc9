package org.prmonitor.source.internal.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.source.internal.journal.Entries;

@Timeout(60)
class EventBatchTest {

    private static EventBatch batch(int size) {
        // Longer than the batch, as where a filter left some out.
        var events = new MonitorEvent[size + 3];
        for (var index = 0; index < size; index++) {
            events[index] = Entries.event(index + 1);
        }
        return new EventBatch(events, size);
    }

    @Test
    void isAnOrdinaryReadOnlyList() {
        var batch = batch(3);
        assertEquals(List.of(1L, 2L, 3L), batch.stream().map(MonitorEvent::sequence).toList());
        assertEquals(3, batch.size());
        assertThrows(IndexOutOfBoundsException.class, () -> batch.get(3));
        assertThrows(IndexOutOfBoundsException.class, () -> batch.get(-1));
        assertThrows(UnsupportedOperationException.class, () -> batch.set(0, Entries.event(9)));
        assertThrows(UnsupportedOperationException.class, () -> batch.add(Entries.event(9)));
        assertThrows(UnsupportedOperationException.class, () -> batch.remove(0));
        assertEquals(List.copyOf(batch), batch);
    }

    @Test
    void knowsHowFarItWasTaken() {
        var batch = batch(5);
        batch.get(0);
        batch.get(2);
        batch.get(1);
        assertEquals(3, batch.end());
        batch.get(4);
        assertEquals(-1, batch.revoke(), "the call has come back");
    }

    @Test
    void givesNothingFurtherOnceItIsRevoked() {
        var batch = batch(5);
        batch.get(1);
        assertEquals(2, batch.revoke());
        assertEquals(-1, batch.revoke());
        assertEquals(2, batch.get(1).sequence(), "it has that one already");
        assertThrows(CancellationException.class, () -> batch.get(2));
        assertThrows(CancellationException.class, () -> List.copyOf(batch));
        assertEquals(-1, batch.end());
    }

    @Test
    void mayBeKeptAndReadWhenItsCallIsOver() {
        var batch = batch(5);
        batch.get(0);
        assertEquals(1, batch.end());
        assertEquals(5, List.copyOf(batch).size());
    }

    /** What one thread takes while another revokes: the revoker's count is exactly what the taker got, in every interleaving. */
    @Test
    void aTakeAndARevocationAgreeOnEveryEvent() throws Exception {
        var met = 0;
        for (var round = 0; round < 2_000; round++) {
            var batch = batch(64);
            var got = new ArrayList<MonitorEvent>();
            var ready = new CountDownLatch(1);
            var taker = new Thread(() -> {
                ready.countDown();
                try {
                    for (var event : batch) {
                        got.add(event);
                    }
                } catch (CancellationException revoked) {
                    return;
                }
                batch.end();
            });
            taker.start();
            ready.await();
            for (var spin = 0; spin < round % 200; spin++) {
                Thread.onSpinWait();
            }
            var taken = batch.revoke();
            taker.join();
            assertEquals(taken < 0 ? 64 : taken, got.size());
            if (taken > 0 && taken < 64) {
                met++;
            }
        }
        assertTrue(met > 0, "never met in the middle: this shows nothing");
    }
}
