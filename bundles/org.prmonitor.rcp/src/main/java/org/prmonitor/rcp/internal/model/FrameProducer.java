package org.prmonitor.rcp.internal.model;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes frames on a thread of its own: at most one an interval, none before the last one was taken, and none when nothing has
 * changed. Life times of what runs change once a second. All methods may be called from any thread and return at once.
 */
public final class FrameProducer implements AutoCloseable {

    /** Twenty frames a second; more often is no use to anybody. */
    public static final Duration SHORTEST_INTERVAL = Duration.ofMillis(50);

    /** For how long what is new or gone is shown so. */
    public static final Duration DEFAULT_FRESHNESS = Duration.ofSeconds(3);

    private static final Duration LONGEST = Duration.ofDays(1);

    private final FrameAssembly assembly;
    private final FrameSink sink;
    private final FrameClock clock;
    private final long origin;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by the lock, down to the end.
    private final FramePacer pacer = new FramePacer(SHORTEST_INTERVAL);
    private FrameRequest request = FrameRequest.INITIAL;
    private long lastFrame;
    private long lostInLastFrame;
    private boolean isClosed;

    /** Without a thread: somebody calls {@link #step}. */
    FrameProducer(ProcessModel model, FrameSink sink, FrameClock clock) {
        this.assembly = new FrameAssembly(model);
        this.sink = sink;
        this.clock = clock;
        this.origin = clock.nanoTime();
        model.onChange(this::want);
    }

    /** One that is the model's reader, and runs until it is closed. */
    public static FrameProducer start(ProcessModel model, FrameSink sink) {
        var producer = new FrameProducer(model, sink, FrameClock.SYSTEM);
        var thread = new Thread(producer::run, "prmonitor-view-frames");
        thread.setDaemon(true);
        thread.start();
        return producer;
    }

    /** From the next frame on it shows this. Applied in a pause too, to what stands still. */
    public void select(ViewSelection selection) {
        change(old -> old.withSelection(selection));
    }

    /** Whether the rows stand still. The model goes on, and so does the status. */
    public void pause(boolean isPaused) {
        change(old -> old.withPaused(isPaused));
    }

    /** Asks for a frame though nothing may have changed, for one who has just begun to look. */
    public void requestFrame() {
        change(FrameRequest::withDemand);
    }

    /** What the source says of itself now. */
    public void setSource(SourceSummary source) {
        change(old -> old.withSource(source));
    }

    /** The losses that the last frame told have been seen. Those that came since have not. */
    public void acknowledgeLosses() {
        change(old -> old.withAcknowledged(lostInLastFrame));
    }

    /** For how long what is new or gone is shown so; zero for not at all. */
    public void setFreshness(Duration freshness) {
        change(old -> old.withFreshness(between(Duration.ZERO, freshness, LONGEST)));
    }

    /** How far apart frames are at least; {@link #SHORTEST_INTERVAL} where it is shorter. */
    public void setInterval(Duration interval) {
        lock.lock();
        try {
            pacer.setInterval(between(SHORTEST_INTERVAL, interval, LONGEST));
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** No frame begins after this. One that is being handed over is not waited for. */
    @Override
    public void close() {
        lock.lock();
        try {
            isClosed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Makes a frame if it is time for one. One thread at a time.
     *
     * @return how many nanoseconds until there is something to do, unless something is said before; negative when it is closed
     */
    long step() {
        FrameRequest wanted;
        lock.lock();
        try {
            var wait = isClosed ? -1 : pacer.waitNanos(now());
            if (wait != 0) {
                return wait;
            }
            pacer.begin(now());
            wanted = request;
        } finally {
            lock.unlock();
        }
        make(wanted);
        return 0;
    }

    private void run() {
        while (true) {
            if (step() < 0) {
                return;
            }
            lock.lock();
            try {
                var wait = isClosed ? 0 : pacer.waitNanos(now());
                if (wait > 0) {
                    changed.await(wait, TimeUnit.NANOSECONDS);
                }
            } catch (InterruptedException nobodyDoesThis) {
                Thread.currentThread().interrupt();
                return;
            } finally {
                lock.unlock();
            }
        }
    }

    private void make(FrameRequest wanted) {
        var now = clock.instant();
        var frame = assembly.make(wanted, now);
        var number = handed(frame, now);
        if (frame == null) {
            taken(number);
            return;
        }
        try {
            sink.accept(frame, () -> taken(number));
        } catch (RuntimeException failure) {
            taken(number);
            var thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
        }
    }

    /** The frame, or none, that was made; the number by which it is taken. */
    private long handed(@Nullable ViewFrame frame, Instant madeAt) {
        lock.lock();
        try {
            if (frame != null) {
                lostInLastFrame = frame.status().lost();
            }
            var due = assembly.due();
            if (due.isBefore(Instant.MAX)) {
                pacer.dueAt(now() + between(Duration.ZERO, Duration.between(madeAt, due), LONGEST).toNanos());
            }
            return ++lastFrame;
        } finally {
            lock.unlock();
        }
    }

    private void taken(long number) {
        lock.lock();
        try {
            // An old frame that is taken once more says nothing about the last one.
            if (number == lastFrame) {
                pacer.taken();
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void change(UnaryOperator<FrameRequest> change) {
        lock.lock();
        try {
            request = change.apply(request);
        } finally {
            lock.unlock();
        }
        want();
    }

    private void want() {
        lock.lock();
        try {
            if (pacer.want()) {
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private long now() {
        return clock.nanoTime() - origin;
    }

    private static Duration between(Duration least, Duration value, Duration most) {
        return value.compareTo(least) < 0 ? least : value.compareTo(most) > 0 ? most : value;
    }
}
