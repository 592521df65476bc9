package org.prmonitor.testkit.internal;

/** A line of a recording is no event's. */
public final class DamagedLineException extends Exception {

    private static final long serialVersionUID = 1;

    private final int column;

    DamagedLineException(int column, String message) {
        super(message);
        this.column = column;
    }

    /** Where in the line, from 1. */
    public int column() {
        return column;
    }
}
