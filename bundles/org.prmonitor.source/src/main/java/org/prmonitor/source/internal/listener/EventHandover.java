package org.prmonitor.source.internal.listener;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.Resume;

/**
 * Hands the events of a place over to one instance of a listener, call after call, on the thread that runs it. It owns the place
 * meanwhile, and gives it back at its end; from under a call that does not return, another thread takes it with {@link #revoke}.
 */
final class EventHandover implements Runnable {

    private static final long MAX_WAIT = TimeUnit.SECONDS.toNanos(10);
    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long MAX_PAUSE = TimeUnit.SECONDS.toNanos(1);
    /** After a longer call others come first; a virtual thread is not interrupted for them. */
    private static final long NOTABLE_CALL = TimeUnit.MILLISECONDS.toNanos(1);

    private final ListenerInstance instance;
    private final ListenerPlace place;
    private final LongSupplier clock;
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
    /** Down once this does not touch the place any more. */
    private final CountDownLatch placeFree = new CountDownLatch(1);

    // Listener's thread only.
    private final BatchSize batchSize = new BatchSize();
    private boolean revoked;
    private long pause = FIRST_PAUSE;

    /**
     * Of an instance. The place belongs to this from its start on.
     *
     * @param subject listener and bundle, as the log's lines begin
     */
    EventHandover(ListenerInstance instance, ListenerPlace place, ListenerContext context, String subject) {
        this.instance = instance;
        this.place = place;
        this.clock = context.clock();
        this.incident = new ThrowIncident(subject, context.log());
        this.timer = new CallTimer(subject, context.log());
    }

    @Override
    public void run() {
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

    /** What is in the journal is delivered, then {@link #run} ends. Any thread. */
    void finish() {
        finishing = true;
        place.cursor().wakeup();
    }

    /** {@link #run} ends after the call that it is in. Any thread. */
    void stop() {
        stopping = true;
        stopRequested.countDown();
        place.cursor().wakeup();
    }

    /**
     * Takes the place away from a call. Any thread, after {@link #stop}.
     *
     * @return whether there was one
     */
    boolean revoke() {
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

    /** Whether the place is not touched any more. Any thread. */
    boolean isPlaceFree() {
        return placeFree.getCount() == 0;
    }

    /** How long the call has lasted; zero outside of one. Any thread. */
    Duration callDuration() {
        return timer.duration(clock.getAsLong());
    }

    /** Looks for a call that is stuck and for the end of an incident. The watch. */
    void look(Thread thread) {
        var now = clock.getAsLong();
        timer.look(now, thread);
        incident.look(now);
    }

    /** Nothing more will be reported but what was begun. Any thread. */
    void endIncident() {
        incident.end();
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
        // Volatile write, then volatile read; who stops us sets the flag, then looks for a batch: one of the two sees the other.
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
