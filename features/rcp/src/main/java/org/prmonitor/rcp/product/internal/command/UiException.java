package org.prmonitor.rcp.product.internal.command;

/** Something that a user can mend; the message says how. */
final class UiException extends Exception {

    private static final long serialVersionUID = 1;

    UiException(String message) {
        super(message);
    }

    UiException(String message, Throwable cause) {
        super(message, cause);
    }
}
