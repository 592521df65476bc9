package org.prmonitor.jmx.internal;

import org.prmonitor.api.HopStatistics;

/** The books of a hop or a listener, in the form from which JMX makes a composite: a class with getters. */
public class BooksData {

    private final HopStatistics books;

    BooksData(HopStatistics books) {
        this.books = books;
    }

    /** Events that reached it. */
    public long getSeen() {
        return books.seen();
    }

    /** Events that it handed over. */
    public long getDelivered() {
        return books.delivered();
    }

    /** Events that nobody asked for. */
    public long getFiltered() {
        return books.filtered();
    }

    /** Events that it could not keep. */
    public long getLost() {
        return books.lost();
    }

    /** Events that are in it now. */
    public long getLag() {
        return books.inFlight();
    }

    /** Events handed over per second, a decaying average over about the last 10 s. */
    public double getRate() {
        return books.rate();
    }
}
