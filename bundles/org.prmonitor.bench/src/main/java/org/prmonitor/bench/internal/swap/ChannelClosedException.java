package org.prmonitor.bench.internal.swap;

/** The channel that a trial needs does not open on this machine. */
final class ChannelClosedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ChannelClosedException(Throwable reason) {
        super(reason.getMessage(), reason);
    }
}
