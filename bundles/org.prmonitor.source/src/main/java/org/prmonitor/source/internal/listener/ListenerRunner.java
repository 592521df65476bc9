package org.prmonitor.source.internal.listener;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.Resume;
import org.prmonitor.source.internal.log.IncidentLog;

/**
 * Serves one instance of a listener on a thread of its own, from its start to its stop. It owns the place meanwhile. A stop
 * gives the place back at once between two calls, and in the end also from under a call that does not return.
 */
final class ListenerRunner {

    /** How long a call may go on after its listener was stopped, and again after it was interrupted. */
    static final long GRACE = TimeUnit.SECONDS.toNanos(1);

    /** How long a thread that is in no call is waited for: on a busy machine it may not get a processor at once. */
    private static final long HANG = TimeUnit.SECONDS.toNanos(10);

    private static final long MAX_WAIT = TimeUnit.SECONDS.toNanos(10);
    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long MAX_PAUSE = TimeUnit.SECONDS.toNanos(1);
    /** After a longer call others come first; a virtual thread is not interrupted for them. */
    private static final long NOTABLE_CALL = TimeUnit.MILLISECONDS.toNanos(1);

    private final ListenerInstance instance;
    private final ListenerPlace place;
    private final IncidentLog log;
    private final LongSupplier clock;
    private final String subject;
    private final Thread thread;
    private final ThrowIncident incident;
    private final CallTimer timer;

    /** The batch that the listener is in, null between calls. Written by its thread; see {@link #turn} and {@link #revoke}. */
    private volatile @Nullable EventBatch current;

    /** No further call. */
    private volatile boolean stopping;
    /** The end, once the cursor has nothing left. */
    private volatile boolean finishing;

    /** Ends a pause. */
    private final CountDownLatch stopRequested = new CountDownLatch(1);
    /** Down once this runner does not touch the place any more. */
    private final CountDownLatch placeFree = new CountDownLatch(1);
    private final AtomicBoolean leftBehind = new AtomicBoolean();

    // Listener's thread only.
    private final BatchSize batchSize = new BatchSize();
    private boolean revoked;
    private long pause = FIRST_PAUSE;

    /** A runner that is not started. The place belongs to it from its start on. */
    ListenerRunner(String id, ListenerInstance instance, ListenerPlace place, ListenerContext context) {
        this.instance = instance;
        this.place = place;
        this.log = context.log();
        this.clock = context.clock();
        this.subject = "listener " + id + ": bundle " + instance.owner().name();
        this.incident = new ThrowIncident(subject, log);
        this.timer = new CallTimer(subject, log);
        this.thread = ListenerThreads.unstarted(context.settings().listenerThreads(), id, this::run);
        thread.setContextClassLoader(instance.owner().loader());
    }

    /** Once. */
    void start() {
        thread.start();
    }

    /** Whether this is the listener's own thread. */
    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    /** How long the call has lasted; zero outside of one. */
    Duration callDuration() {
        return timer.duration(clock.getAsLong());
    }

    /** Looks for a call that is stuck and for the end of an incident. The watch. */
    void look() {
        var now = clock.getAsLong();
        timer.look(now, thread);
        incident.look(now);
    }

    /** What is in the journal is delivered, then the thread ends. Does not wait. */
    void finish() {
        finishing = true;
        place.cursor().wakeup();
    }

    /** The thread ends after the call that it is in. Does not wait. */
    void requestStop() {
        stopping = true;
        stopRequested.countDown();
        place.cursor().wakeup();
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
        if (revoke() && !isCurrent()) {
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
            revoke();
        } else if (!leftBehind.get() && !awaitEndUninterrupted(GRACE)) {
            cutOff();
            if (!awaitEndUninterrupted(placeFree.getCount() == 0 ? GRACE : HANG)) {
                reportLeftBehind();
            }
        }
        incident.end();
        return placeFree.getCount() == 0;
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

    /**
     * Takes the place away from a call.
     *
     * @return whether there was one
     */
    private boolean revoke() {
        var batch = current;
        var taken = batch == null ? -1 : batch.revoke();
        if (batch == null || taken < 0) {
            return false;
        }
        try {
            // On disk, a batch counts as taken when its call returns: all of it is given again.
            if (place.resume() != Resume.DURABLE) {
                place.took(batch, taken, clock.getAsLong());
            }
        } finally {
            placeFree.countDown();
        }
        return true;
    }

    private void run() {
        try {
            while (!stopping && runOnce()) {
                // goes on
            }
        } finally {
            if (!revoked) {
                placeFree.countDown();
            }
        }
    }

    /** One turn; false for the end. */
    private boolean runOnce() {
        try {
            return turn();
        } catch (InterruptedException asked) {
            // A listener may interrupt its own thread: what ends us is the flag.
            return true;
        } catch (RuntimeException | Error trouble) {
            return survive(trouble);
        }
    }

    /** Not the listener's doing: no memory for a batch, or a disk that cannot be read. */
    private boolean survive(Throwable trouble) {
        try {
            incident.threw("cannot be served now", ThrowIncident.describe(trouble), clock.getAsLong());
            pause();
        } catch (InterruptedException | RuntimeException | Error again) {
            // Still no memory, say: the next turn shows.
        }
        return true;
    }

    /** One call, or one wait; false for the end. */
    private boolean turn() throws InterruptedException {
        var batch = place.nextBatch(instance.properties().selection(), batchSize.limit());
        if (batch == null) {
            if (!place.cursor().hasNext()) {
                if (finishing) {
                    return false;
                }
                place.cursor().await(MAX_WAIT);
            }
            return true;
        }
        current = batch;
        // Volatile write, then volatile read; stop() sets the flag, then looks for a batch: one of the two sees the other.
        if (stopping) {
            current = null;
            return false;
        }
        return call(batch);
    }

    /** One call; false when it was left behind. */
    private boolean call(EventBatch batch) throws InterruptedException {
        var begin = clock.getAsLong();
        timer.begin(begin);
        Throwable thrown = null;
        try {
            instance.listener().onEvents(batch);
        } catch (Throwable any) {
            thrown = any;
        }
        var end = clock.getAsLong();
        var taken = batch.end();
        if (taken < 0) {
            revoked = true;
            timer.end(end);
            return false;
        }
        current = null;
        Thread.interrupted();
        try {
            timer.end(end);
            if (thrown != null) {
                report(thrown, batch, taken, end);
            }
        } finally {
            // Whatever becomes of the report, for which there may be no memory: what was taken is not given again.
            place.took(batch, thrown == null ? batch.size() : taken, end);
        }
        batchSize.called(batch.size(), end - begin);
        if (taken == 0 && thrown != null) {
            pause();
        } else {
            pause = FIRST_PAUSE;
        }
        if (end - begin > NOTABLE_CALL) {
            Thread.yield();
        }
        return true;
    }

    private void report(Throwable thrown, EventBatch batch, int taken, long nanoTime) {
        var text = ThrowIncident.describe(thrown);
        place.threw(text);
        incident.threw(
                taken == 0
                        ? "threw before it took event " + batch.peek(0).sequence() + ", which it is given again"
                        : "threw at event " + batch.peek(taken - 1).sequence() + " and goes on at the next",
                text,
                nanoTime);
    }

    /** What failed is tried again, but not in a tight loop. */
    private void pause() throws InterruptedException {
        stopRequested.await(pause, TimeUnit.NANOSECONDS);
        pause = Math.min(MAX_PAUSE, pause * 2);
    }
}
