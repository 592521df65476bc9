package org.prmonitor.shell.internal;

/** A command could not do what was asked, and the message says why. Gogo ends a script at it, as it should. */
final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommandFailure(String message) {
        super(message);
    }

    /** That there is nothing to ask. */
    static CommandFailure noSource() {
        return new CommandFailure("no source: no MonitorEventSource service is registered; start the bundle org.prmonitor.source");
    }

    /** Gogo prints this, and a class name in front tells a user nothing. */
    @Override
    public String toString() {
        return getMessage();
    }
}
