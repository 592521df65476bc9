package org.prmonitor.source.internal;

import java.util.concurrent.TimeUnit;
import org.prmonitor.source.internal.listener.ListenerWhiteboard;
import org.prmonitor.source.internal.log.IncidentLog;

/**
 * The first thing that a source does once it is active: takes in the listeners that are there, then starts. On threads of its own and
 * not within the activation, because a listener may be a component that refers to the source: Declarative Services would have to give
 * it a source that is not active yet, calls that a cycle, and gives nothing; nobody would ever ask for that listener again.
 *
 * <p>A listener whose own activation does not return keeps itself from being served, and those behind it; the source starts without them.
 */
final class SourceStart {

    /**
     * How long the end waits for a thread. Short: Declarative Services holds a lock meanwhile that a listener's activation may be waiting
     * for, and gives up on locks after 5 s.
     */
    private static final long END_MILLIS = 1_000;

    private final ListenerWhiteboard whiteboard;
    private final SourceEngine engine;
    private final IncidentLog log;
    private final long patienceNanos;
    private final Thread taking = thread(this::takeIn, "prmonitor-start-listeners");
    private final Thread starting = thread(this::start, "prmonitor-start");

    // Guarded by this object's monitor.
    private boolean taken;
    private boolean started;
    private boolean ended;

    /**
     * One that has not begun.
     *
     * @param patienceNanos how long the listeners may take
     */
    SourceStart(ListenerWhiteboard whiteboard, SourceEngine engine, IncidentLog log, long patienceNanos) {
        this.whiteboard = whiteboard;
        this.engine = engine;
        this.log = log;
        this.patienceNanos = patienceNanos;
    }

    private static Thread thread(Runnable task, String name) {
        var thread = new Thread(null, task, name, 0, false);
        thread.setDaemon(true);
        // Not the loader of whichever bundle happened to start us.
        thread.setContextClassLoader(SourceStart.class.getClassLoader());
        return thread;
    }

    /** Returns at once. Once. */
    void begin() {
        taking.start();
        starting.start();
    }

    /**
     * Nobody else is taken in, and the engine has been started when this returns: it can be stopped as at any other time. A second call
     * does nothing.
     */
    void end() throws InterruptedException {
        synchronized (this) {
            ended = true;
        }
        whiteboard.takeNoMore();
        startEngine();
        for (var thread : new Thread[] {starting, taking}) {
            // A listener's activation may be what stops us.
            if (thread != Thread.currentThread()) {
                thread.join(END_MILLIS);
            }
        }
        if (taking.isAlive() && taking != Thread.currentThread()) {
            log.warn("the source ends before all listeners were there" + place() + ", is left behind, and ends when that does");
        }
    }

    private void takeIn() {
        try {
            whiteboard.open();
        } catch (RuntimeException | LinkageError broken) {
            // A bundle that has stopped meanwhile may not ask for services any more. It needs none either.
            if (!isEnded()) {
                log.warn("listeners that are there already cannot be taken in: " + broken);
            }
        } finally {
            synchronized (this) {
                taken = true;
                notifyAll();
            }
            if (isEnded()) {
                closeAgain();
            }
        }
    }

    /** Who has ended us has closed it, perhaps before it was open. */
    private void closeAgain() {
        try {
            whiteboard.close();
        } catch (IllegalStateException stopped) {
            // With the bundle the framework has taken back what it had been given.
        }
    }

    private void start() {
        try {
            if (!awaitTaken()) {
                log.warn("listeners that are there already do not come out of their activation" + place()
                        + ". The source starts without them; they are served when they have come out");
            }
        } catch (InterruptedException hurried) {
            // Whoever does that does not want anybody to be waited for.
        }
        try {
            startEngine();
        } catch (RuntimeException | OutOfMemoryError failure) {
            // The last one is also how a JVM says that there are no more threads.
            log.warn("the source cannot start: " + failure);
        }
    }

    /** Whether the listeners are there, or nobody needs them any more. */
    private synchronized boolean awaitTaken() throws InterruptedException {
        var deadline = System.nanoTime() + patienceNanos;
        while (!taken && !started) {
            var left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    private synchronized void startEngine() {
        if (!started) {
            started = true;
            notifyAll();
            engine.start();
        }
    }

    private synchronized boolean isEnded() {
        return ended;
    }

    /** Whom the thread waits for, and where. */
    private String place() {
        var trace = taking.getStackTrace();
        var bundles = String.join(", ", whiteboard.awaited());
        return (bundles.isEmpty() ? "" : ", those of " + bundles) + ": thread " + taking.getName()
                + (trace.length == 0 ? "" : " is at " + trace[0]);
    }
}
