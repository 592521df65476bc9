package org.prmonitor.source.internal.listener;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.prmonitor.source.internal.log.IncidentLog;

/**
 * The thread that serves one instance of a listener, and its end: at once between two calls, after a while also from under a call
 * that does not return. Any thread.
 */
final class ListenerRunner {

    /** How long a call may go on after its listener was stopped, and again after it was interrupted. */
    static final long GRACE = TimeUnit.SECONDS.toNanos(1);

    /** How long a thread that is in no call is waited for: on a busy machine it may not get a processor at once. */
    private static final long HANG = TimeUnit.SECONDS.toNanos(10);

    private final EventHandover handover;
    private final String subject;
    private final IncidentLog log;
    private final Thread thread;
    private final AtomicBoolean leftBehind = new AtomicBoolean();

    /** A runner that is not started. The place belongs to it from its start on. */
    ListenerRunner(String id, ListenerInstance instance, ListenerPlace place, ListenerContext context) {
        this.subject = "listener " + id + ": bundle " + instance.owner().name();
        this.log = context.log();
        this.handover = new EventHandover(instance, place, context, subject);
        this.thread = ListenerThreads.unstarted(context.settings().listenerThreads(), id, handover);
        thread.setContextClassLoader(instance.owner().loader());
    }

    /** Once. */
    void start() {
        thread.start();
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    /** How long the call has lasted; zero outside of one. */
    Duration callDuration() {
        return handover.callDuration();
    }

    /** Looks for a call that is stuck and for the end of an incident. The watch. */
    void look() {
        handover.look(thread);
    }

    /** What is in the journal is delivered, then the thread ends. Does not wait. */
    void finish() {
        handover.finish();
    }

    /** The thread ends after the call that it is in. Does not wait. */
    void requestStop() {
        handover.stop();
    }

    /**
     * Waits for the thread's end; not for the own thread.
     *
     * @return whether it has ended
     */
    boolean awaitEnd(long nanos) throws InterruptedException {
        if (!isCurrent()) {
            TimeUnit.NANOSECONDS.timedJoin(thread, nanos);
        }
        return !thread.isAlive();
    }

    /** The call that the listener is in, if any, gets no further event, and is interrupted unless it is ours. Does not wait. */
    void cutOff() {
        // Between calls there is nothing to interrupt but our own reading, and a file that is interrupted is closed.
        if (handover.revoke() && !isCurrent()) {
            thread.interrupt();
        }
    }

    /** Says, once, that the thread is left behind, if it still lives. */
    void reportLeftBehind() {
        if (!isCurrent() && thread.isAlive() && leftBehind.compareAndSet(false, true)) {
            var trace = thread.getStackTrace();
            log.warn(subject + " does not come back from a call; thread " + thread.getName() + " is left behind"
                    + (trace.length == 0 ? "" : " at " + trace[0]) + " and ends when it does");
        }
    }

    /**
     * Ends the service of this instance: no call is made after this returns, and one that does not end gets nothing more. Any
     * thread, also several; from within the listener's own call nothing is waited for.
     *
     * @return whether the place is free; otherwise something below it hangs
     */
    boolean stop() {
        requestStop();
        if (isCurrent()) {
            cutOff();
        } else if (!leftBehind.get() && !awaitEndUninterrupted(GRACE)) {
            cutOff();
            if (!awaitEndUninterrupted(handover.isPlaceFree() ? GRACE : HANG)) {
                reportLeftBehind();
            }
        }
        handover.endIncident();
        return handover.isPlaceFree();
    }

    /** Whether this is the listener's own thread. */
    private boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** Waits whether or not the own thread is interrupted: who is in a hurry must not make the next instance lose its place. */
    private boolean awaitEndUninterrupted(long nanos) {
        var deadline = System.nanoTime() + nanos;
        var interrupted = false;
        try {
            while (true) {
                try {
                    return awaitEnd(deadline - System.nanoTime());
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
