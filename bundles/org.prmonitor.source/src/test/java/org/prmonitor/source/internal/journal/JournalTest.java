package org.prmonitor.source.internal.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.prmonitor.source.internal.journal.Entries.event;
import static org.prmonitor.source.internal.journal.Entries.lost;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.LossPlace;
import org.prmonitor.api.event.MonitorEvent;

class JournalTest {

    private static final long LONG = TimeUnit.SECONDS.toNanos(30);

    private final Journal journal = new Journal(4);
    private final MonitorEvent[] batch = new MonitorEvent[16];

    @Test
    void readersGetEverythingInOrderEachForItself() {
        var first = journal.readerAtHead();
        journal.append(event(1));
        journal.append(event(2));
        var second = journal.readerAtHead();
        journal.append(event(3));
        assertEquals(List.of(1L, 2L, 3L), sequences(first));
        assertEquals(List.of(3L), sequences(second));
        assertEquals(List.of(), sequences(first));
        assertEquals(3, journal.lastSequence());
    }

    @Test
    void aReaderThatFallsOffTheTailIsToldExactlyWhatItMissed() {
        var slow = journal.readerAtHead();
        var fast = journal.readerAtHead();
        journal.append(event(1));
        assertEquals(List.of(1L), sequences(slow));
        assertEquals(List.of(1L), sequences(fast));
        for (var sequence = 2; sequence <= 9; sequence++) {
            journal.append(event(sequence));
            assertEquals(List.of((long) sequence), sequences(fast));
        }
        var count = slow.read(batch);
        assertEquals(5, count);
        var loss = (EventsLost) batch[0];
        assertEquals(2, loss.from());
        assertEquals(5, loss.to());
        assertEquals(4L, loss.count());
        assertEquals(LossPlace.JOURNAL, loss.place());
        assertEquals("test", loss.channel());
        assertEquals(List.of(6L, 7L, 8L, 9L), List.of(batch[1].sequence(), batch[2].sequence(), batch[3].sequence(), batch[4].sequence()));
        assertEquals(4, slow.overrun());
        assertEquals(0, fast.overrun());
    }

    @Test
    void anOverrunThatEndsAtALossDoesNotCountItsNumbersTwice() {
        var reader = journal.readerAtHead();
        journal.append(event(1));
        journal.append(lost(2, 11));
        journal.append(event(12));
        journal.append(lost(13, 20));
        journal.append(event(21));
        journal.append(event(22));
        journal.append(event(23));
        // Kept: 13..20, 21, 22, 23. Missed: two events and the loss between them.
        assertEquals(5, reader.read(batch));
        var loss = (EventsLost) batch[0];
        assertEquals(1, loss.from());
        assertEquals(12, loss.to());
        assertEquals(13, ((EventsLost) batch[1]).from());
        assertEquals(2, reader.overrun());
    }

    @Test
    void refusesAnEventOutOfSequence() {
        journal.append(event(1));
        assertThrows(IllegalArgumentException.class, () -> journal.append(event(1)));
        assertThrows(IllegalArgumentException.class, () -> journal.append(event(3)));
        assertThrows(IllegalArgumentException.class, () -> journal.append(lost(3, 4)));
        journal.append(lost(2, 4));
        journal.append(event(5));
        assertEquals(5, journal.lastSequence());
        assertEquals(2, journal.events());
    }

    @Test
    void recentAreTheNewestOldestFirst() {
        assertEquals(List.of(), journal.recent(10));
        for (var sequence = 1; sequence <= 6; sequence++) {
            journal.append(event(sequence));
        }
        assertEquals(List.of(5L, 6L), journal.recent(2).stream().map(MonitorEvent::sequence).toList());
        assertEquals(List.of(3L, 4L, 5L, 6L), journal.recent(Integer.MAX_VALUE).stream().map(MonitorEvent::sequence).toList());
        assertEquals(List.of(), journal.recent(0));
        assertThrows(IllegalArgumentException.class, () -> journal.recent(-1));
    }

    @Test
    void aLargerJournalLosesNothingThatIsInFlight() {
        var reader = journal.readerAtHead();
        for (var sequence = 1; sequence <= 4; sequence++) {
            journal.append(event(sequence));
        }
        journal.resize(8);
        for (var sequence = 5; sequence <= 8; sequence++) {
            journal.append(event(sequence));
        }
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L), sequences(reader));
        assertEquals(8, journal.capacity());
    }

    @Test
    void aSmallerJournalTellsWhatItDropped() {
        var reader = journal.readerAtHead();
        for (var sequence = 1; sequence <= 4; sequence++) {
            journal.append(event(sequence));
        }
        journal.resize(2);
        assertEquals(3, reader.read(batch));
        assertEquals(2, ((EventsLost) batch[0]).to());
        assertEquals(2, reader.overrun());
        journal.append(event(5));
        assertEquals(List.of(5L), sequences(reader));
        assertEquals(List.of(4L, 5L), journal.recent(9).stream().map(MonitorEvent::sequence).toList());
    }

    @Test
    void aReaderThatComesAfterAResizeStartsAtTheHead() {
        journal.append(event(1));
        journal.append(lost(2, 3));
        journal.resize(2);
        var reader = journal.readerAtHead();
        journal.append(event(4));
        assertEquals(List.of(4L), sequences(reader));
        assertEquals(0, reader.overrun());
    }

    @Test
    void aReaderAtTheOldestGetsWhatIsThereAndIsToldNothingOfWhatWasBefore() {
        var first = journal.readerAtOldest();
        for (var sequence = 1; sequence <= 6; sequence++) {
            journal.append(event(sequence));
        }
        var reader = journal.readerAtOldest();
        assertEquals(4, reader.seen());
        assertEquals(List.of(3L, 4L, 5L, 6L), sequences(reader));
        assertEquals(0, reader.overrun());
        assertEquals(List.of(2L, 3L, 4L, 5L, 6L), sequences(first), "the first of an empty journal was told of 1 and 2");
        assertEquals(2, first.overrun());
        assertEquals(6, first.seen());
    }

    @Test
    void aReaderAtTheOldestMayBeginWithALoss() {
        journal.append(event(1));
        journal.append(lost(2, 9));
        for (var sequence = 10; sequence <= 12; sequence++) {
            journal.append(event(sequence));
        }
        var reader = journal.readerAtOldest();
        assertEquals(3, reader.seen());
        journal.append(event(13));
        journal.append(event(14));
        assertEquals(5, reader.read(batch));
        var loss = (EventsLost) batch[0];
        assertEquals(2, loss.from(), "its own begins where it would have begun");
        assertEquals(10, loss.to());
        assertEquals(1, reader.overrun());
        assertEquals(5, reader.seen());
    }

    @Test
    @Timeout(60)
    void waitingEndsWithAnEvent() throws Exception {
        var reader = journal.readerAtHead();
        assertFalse(reader.await(0));
        var waits = CompletableFuture.supplyAsync(() -> await(reader));
        awaitParked();
        journal.append(event(1));
        journal.wakeReaders();
        assertTrue(waits.get());
        assertTrue(reader.await(LONG));
    }

    @Test
    @Timeout(60)
    void waitingEndsWithAWakeup() throws Exception {
        var reader = journal.readerAtHead();
        var waits = CompletableFuture.supplyAsync(() -> await(reader));
        awaitParked();
        reader.wakeup();
        assertFalse(waits.get());
        reader.wakeup();
        assertFalse(reader.await(LONG));
    }

    @Test
    @Timeout(60)
    void anInterruptEndsTheWait() throws Exception {
        var reader = journal.readerAtHead();
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> reader.await(LONG));
        assertEquals(0, journal.wakeups().waiting());
    }

    /** Until the reader has said that it waits; from then on no wake-up may be lost. */
    private void awaitParked() {
        while (journal.wakeups().waiting() == 0) {
            Thread.onSpinWait();
        }
    }

    private static boolean await(JournalReader reader) {
        try {
            return reader.await(LONG);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private List<Long> sequences(JournalReader reader) {
        var sequences = new ArrayList<Long>();
        for (var count = reader.read(batch); count > 0; count = reader.read(batch)) {
            for (var index = 0; index < count; index++) {
                sequences.add(batch[index].sequence());
            }
        }
        return sequences;
    }
}
