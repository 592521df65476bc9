package org.prmonitor.bench.internal.hour;

import java.io.Serializable;
import org.prmonitor.api.HopStatistics;

/**
 * The books of one hop or listener at the end, beside what a witness counted.
 *
 * @param name of the hop or listener
 * @param seen events that came to it
 * @param delivered events that left it for the next
 * @param filtered events that nobody asked for
 * @param lost events that it could not keep
 * @param received events that the witness got; as delivered where there is none
 * @param toldLost events that the witness was told of as lost; as lost where there is none
 */
public record BooksLine(String name, long seen, long delivered, long filtered, long lost, long received, long toldLost)
        implements Serializable {

    static BooksLine of(String name, HopStatistics books) {
        return new BooksLine(name, books.seen(), books.delivered(), books.filtered(), books.lost(), books.delivered(), books.lost());
    }

    static BooksLine of(String name, HopStatistics books, Witness witness) {
        return new BooksLine(
                name, books.seen(), books.delivered(), books.filtered(), books.lost(), witness.received(), witness.toldLost());
    }

    /**
     * Whether nothing is in flight any more, and nothing is unaccounted for.
     *
     * @param events how many there were
     */
    public boolean closes(long events) {
        return seen == events && closes();
    }

    /** The same, where nobody knows how many there were. */
    public boolean closes() {
        return seen == delivered + filtered + lost && received == delivered && toldLost == lost;
    }
}
