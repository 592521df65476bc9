package org.prmonitor.source.internal.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Predicate;
import org.prmonitor.api.HopStatistics;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.LossPlace;
import org.prmonitor.api.event.MonitorEvent;

/**
 * Judges what one reader is given: each number once and in order, delivered, left out by its filter, or told to be lost; and its
 * books at any moment. Used by one thread at a time.
 */
public final class ReaderAudit {

    private final JournalHistory history;
    /** How many events there were before its first. */
    private final long eventsBefore;

    private Predicate<MonitorEvent> filter;
    /** The lowest number of which nothing is known yet. */
    private long next;
    private long delivered;
    private long filtered;
    private long lost;

    /**
     * Of a reader.
     *
     * @param next the number that it begins with
     * @param filter what it wants, besides losses
     */
    public ReaderAudit(JournalHistory history, long next, Predicate<MonitorEvent> filter) {
        this.history = history;
        this.next = next;
        this.eventsBefore = history.eventsUpTo(next - 1);
        this.filter = filter;
    }

    /** From now on it wants something else. */
    public void setFilter(Predicate<MonitorEvent> changed) {
        filter = changed;
    }

    /** It was given this entry. */
    public void given(MonitorEvent entry) {
        var first = Journal.firstSequence(entry);
        passed(first - 1);
        assertEquals(next, first, () -> "out of order, or twice: " + entry);
        if (entry instanceof EventsLost loss && loss.place() == LossPlace.JOURNAL) {
            lost += history.events(loss.from(), loss.to());
        } else {
            assertSame(history.entry(first), entry);
            if (!(entry instanceof EventsLost)) {
                assertTrue(filter.test(entry), () -> "it did not want " + entry);
                delivered++;
            }
        }
        next = entry.sequence() + 1;
    }

    /** It was given nothing of what it does not know yet, up to this number: it wanted none of that. */
    public void passed(long sequence) {
        if (sequence >= next) {
            var from = next;
            assertEquals(0, history.events(from, sequence, filter), () -> "missing untold in " + from + ".." + sequence);
            var events = history.events(from, sequence);
            assertEquals(sequence - from + 1, events, () -> "a loss was left out in " + from + ".." + sequence);
            filtered += events;
            next = sequence + 1;
        }
    }

    /** The lowest number of which nothing is known yet. */
    public long next() {
        return next;
    }

    /** How many events it was told to be lost to it. */
    public long lost() {
        return lost;
    }

    /** How many events it was given. */
    public long delivered() {
        return delivered;
    }

    /** At any moment: the books may run ahead of what is known here, and never past what came. */
    public void assertPlausible(HopStatistics books) {
        assertTrue(books.delivered() + books.filtered() + books.lost() <= books.seen(), books::toString);
        assertTrue(books.seen() <= history.events() - eventsBefore, books::toString);
    }

    /**
     * Where nothing runs: the books close, with so many events on their way.
     *
     * @param untold how many events are lost of which it will be told with its next entries
     */
    public void assertExact(HopStatistics books, long untold) {
        assertEquals(history.events() - eventsBefore, books.seen(), books::toString);
        assertEquals(delivered, books.delivered(), books::toString);
        assertEquals(filtered, books.filtered(), books::toString);
        assertEquals(lost + untold, books.lost(), books::toString);
        assertEquals(history.events() - history.eventsUpTo(next - 1) - untold, books.inFlight(), books::toString);
        assertEquals(books.seen(), books.delivered() + books.filtered() + books.lost() + books.inFlight(), books::toString);
    }
}
