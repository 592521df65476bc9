package org.prmonitor.nativeaccess.internal.windows.device;

import java.time.Duration;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.nativeaccess.internal.windows.system.Kernel32;
import org.prmonitor.nativeaccess.internal.windows.system.Windows;
import org.prmonitor.nativeaccess.internal.windows.system.WindowsError;
import org.prmonitor.nativeaccess.internal.windows.system.WindowsErrors;

/**
 * The auto-reset event that the driver signals, and {@link #wakeup} too. {@link #await} and {@link #close} belong to one thread;
 * {@link #wakeup} may be called from any, also after {@link #close}.
 */
public final class SignalEvent implements AutoCloseable {

    /** Why a wait ended. */
    public enum Outcome {
        /** The driver signalled. */
        SIGNALLED,
        /** Somebody called {@link #wakeup}; the driver may have signalled as well. */
        WOKEN,
        /** The time ran out. */
        TIMED_OUT
    }

    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final Kernel32 kernel;
    private final WindowsErrors errors;
    private final long handle;

    /** Guarded by this. */
    private boolean closed;

    /** Guarded by this: a wake-up that no wait has ended for yet. */
    private boolean woken;

    /** Creates one. */
    public SignalEvent(Windows windows) throws ChannelException {
        kernel = windows.kernel();
        errors = windows.errors();
        try {
            handle = kernel.createEvent();
        } catch (WindowsError e) {
            throw errors.failure(e);
        }
    }

    long handle() {
        return handle;
    }

    /**
     * Waits.
     *
     * @param timeout how long at most; a part of a millisecond counts as a whole one
     */
    public Outcome await(Duration timeout) throws ChannelException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        var longest = timeout.compareTo(LONGEST_WAIT) < 0 ? timeout : LONGEST_WAIT;
        var millis = (int) (Math.max(0, longest.toNanos() + 999_999) / 1_000_000);
        int result;
        try {
            result = kernel.waitFor(handle, millis);
        } catch (WindowsError e) {
            throw errors.failure(e);
        }
        // An interrupt is left to the next call: thrown now, it would take a signal along that nobody gives again.
        if (takeWakeup()) {
            return Outcome.WOKEN;
        }
        return result == Kernel32.WAIT_SIGNALLED ? Outcome.SIGNALLED : Outcome.TIMED_OUT;
    }

    /** Ends a running {@link #await}, or the next one. */
    public synchronized void wakeup() {
        if (closed) {
            return;
        }
        woken = true;
        try {
            kernel.setEvent(handle);
        } catch (WindowsError notOpen) {
            throw new IllegalStateException(notOpen);
        }
    }

    private synchronized boolean takeWakeup() {
        var taken = woken;
        woken = false;
        return taken;
    }

    /** A second call does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            kernel.closeHandle(handle);
        } catch (WindowsError notOpen) {
            throw new IllegalStateException(notOpen);
        }
    }
}
