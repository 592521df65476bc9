package org.prmonitor.bench.internal.host;

/** A measurement that could not be made; the message tells the user why. */
public final class BenchException extends Exception {

    private static final long serialVersionUID = 1;

    public BenchException(String message) {
        super(message);
    }

    public BenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
