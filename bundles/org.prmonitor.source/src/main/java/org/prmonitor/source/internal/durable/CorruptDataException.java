package org.prmonitor.source.internal.durable;

/** Bytes on disk that are not what was written. Not an {@link java.io.IOException}: reading them again does not help. */
final class CorruptDataException extends Exception {

    private static final long serialVersionUID = 1;

    CorruptDataException(String message) {
        super(message);
    }

    CorruptDataException(String message, Throwable cause) {
        super(message, cause);
    }
}
