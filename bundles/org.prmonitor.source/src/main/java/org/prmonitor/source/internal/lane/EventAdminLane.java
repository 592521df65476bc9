package org.prmonitor.source.internal.lane;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.HopStatistics;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.LossPlace;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.text.LifetimeText;
import org.prmonitor.source.internal.books.RateMeter;
import org.prmonitor.source.internal.journal.Journal;
import org.prmonitor.source.internal.journal.JournalReader;
import org.prmonitor.source.internal.listener.BatchSize;
import org.prmonitor.source.internal.listener.CallTimer;
import org.prmonitor.source.internal.log.IncidentLog;

/**
 * The journal's events on EventAdmin, one after the other, in order, by one thread with one cursor; those whose topic no handler
 * asks for are passed over, where EventAdmin is known to give them to handlers alone ({@link EventAdminTarget}). There is no queue but
 * the journal: a slow handler makes the cursor fall back, and in the end the lane falls off the journal's tail and says so
 * on {@link org.prmonitor.api.event.EventTopics#EVENTS_LOST}. EventAdmin may come and go; the cursor stays.
 */
public final class EventAdminLane {

    /** The hop's name. */
    public static final String HOP = "event-admin";

    /** The thread's name. */
    public static final String THREAD = "prmonitor-event-admin";

    private static final int BATCH = 256;
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);

    private final Journal journal;
    private final JournalReader reader;
    private final IncidentLog log;
    private final LaneProgress progress = new LaneProgress();
    private final RateMeter rate = new RateMeter();
    private final CallTimer timer;
    private final LongSupplier clock;
    private final Thread thread = new Thread(this::run, THREAD);

    /** Set by whoever binds and unbinds it, read by the lane for every event. */
    private volatile @Nullable EventAdminTarget target;

    /** Set by whoever puts the lane into a framework. */
    private volatile SendWatch watch = SendWatch.NONE;

    /** Ends the lane once it has sent what is in the journal. */
    private volatile boolean stopping;
    /** Ends the lane after the event that it is sending. */
    private volatile boolean abandoned;

    /** Events sent, losses not counted. Written by the lane with release. */
    private final AtomicLong sent = new AtomicLong();
    /** Events that no handler asked for, losses not counted. Written by the lane with release. */
    private final AtomicLong unasked = new AtomicLong();
    /** Events that EventAdmin threw back. Written by the lane with release. */
    private final AtomicLong failed = new AtomicLong();

    // Lane's thread only.
    private final MonitorEvent[] batch = new MonitorEvent[BATCH];
    private int next;
    private int filled;
    /** After how many events the clock is looked at. */
    private final BatchSize stride = new BatchSize();
    /** The numbers that EventAdmin threw back since it took one last; 0 for none. */
    private long failedFrom;
    private long failedTo;

    /**
     * A lane that is not started yet; its first event is the next one to be appended.
     *
     * @param clock nanoseconds since an arbitrary moment
     */
    public EventAdminLane(Journal journal, IncidentLog log, LongSupplier clock) {
        this.journal = journal;
        this.reader = journal.readerAtHead();
        this.log = log;
        this.clock = clock;
        this.timer = new CallTimer("EventAdmin", log);
        thread.setDaemon(true);
        thread.setContextClassLoader(EventAdminLane.class.getClassLoader());
    }

    /** Starts the thread. Once. */
    public void start() {
        thread.start();
    }

    /** Who is told of sends that take long. Any thread. */
    public void setWatch(SendWatch newWatch) {
        watch = newWatch;
    }

    /** EventAdmin came, or, with null, went. Any thread. */
    public void setTarget(@Nullable EventAdminTarget newTarget) {
        target = newTarget;
        wake();
        progress.signal();
    }

    /**
     * Waits until a number has left through EventAdmin, or was found to be asked for by nobody. Any thread.
     *
     * @return false when the time ran out first, or at once for a handler that waits on the lane's own thread; true also
     *     where there is no EventAdmin
     */
    public boolean awaitPassed(long sequence, long nanos) throws InterruptedException {
        if (Thread.currentThread() == thread) {
            return false;
        }
        return progress.await(sequence, () -> target == null, nanos);
    }

    /** The books. Any thread. */
    public HopStatistics statistics() {
        // In this order: what is read first is never ahead of what is read last.
        var delivered = sent.getAcquire();
        var filtered = unasked.getAcquire();
        var lost = failed.getAcquire() + reader.overrun();
        return new HopStatistics(HOP, reader.seen(), delivered, filtered, lost, rate.rate(clock.getAsLong()));
    }

    /** What a user should know of the handlers. Any thread. */
    public List<String> remarks() {
        var remarks = new ArrayList<>(watch.remarks());
        var duration = timer.duration(clock.getAsLong());
        if (duration.toNanos() >= CallTimer.BLOCKED) {
            remarks.add("what follows event " + progress.passed() + " has been with EventAdmin for " + LifetimeText.of(duration.toNanos())
                    + HandlerFrame.of(thread.getStackTrace()).map(frame -> ": " + frame + " does not return").orElse("")
                    + "; other EventHandlers wait too, a MonitorEventListener does not");
        }
        return remarks;
    }

    /**
     * EventAdmin has given up a handler, and lets it finish its call on a thread of EventAdmin's own. Felix's nevertheless waits
     * for that call to end, and all that comes after with it. By then everybody else has had the time-out too: after as long
     * again the wait is ended by an interrupt, which is all that it ends. Any thread.
     *
     * @param timeout what EventAdmin's is thought to be: the one that was given up may be another sender's, and the handlers
     *     that this lane waits for may have begun just now
     */
    void handlerGivenUp(Duration timeout) {
        var duration = timer.duration(clock.getAsLong());
        if (!duration.isZero() && thread.isAlive()) {
            new HandlerRelease(thread, progress, duration.compareTo(timeout) > 0 ? duration : timeout).start();
        }
    }

    /**
     * Sends what is in the journal, and ends. A handler that does not return is left behind on a daemon thread that ends
     * with it. Any thread; a second call does nothing.
     *
     * @param patience how long what is left may take
     */
    public void stop(Duration patience) throws InterruptedException {
        stopping = true;
        wake();
        // A handler that stops our bundle does so on the lane's own thread.
        if (Thread.currentThread() != thread) {
            thread.join(patience.toMillis());
            abandoned = true;
            if (thread.isAlive()) {
                thread.interrupt();
                thread.join(1_000);
            }
            if (thread.isAlive()) {
                log.warn("an EventHandler does not return; thread " + THREAD + " ends when it does");
            }
        } else {
            abandoned = true;
        }
        reader.close();
    }

    private void wake() {
        reader.wakeup();
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!abandoned) {
            try {
                if (!turn()) {
                    return;
                }
            } catch (InterruptedException asked) {
                // A handler may interrupt us too: what ends the lane is stop()'s flag.
            }
        }
    }

    /** One event, or one wait; false for the end. */
    private boolean turn() throws InterruptedException {
        var current = target;
        if (current == null) {
            if (stopping) {
                return false;
            }
            LockSupport.parkNanos(this, MAX_WAIT.toNanos());
            return true;
        }
        if (next == filled) {
            next = 0;
            filled = reader.read(batch);
            if (filled == 0) {
                if (!stopping) {
                    reader.await(MAX_WAIT.toNanos());
                }
                return !stopping || reader.hasNext();
            }
        }
        sendSome(current);
        return true;
    }

    /** So many as take some 50 ms at most, where a single one does not take longer. */
    private void sendSome(EventAdminTarget current) {
        var begin = clock.getAsLong();
        timer.begin(begin);
        var first = next;
        var end = Math.min(filled, next + stride.limit());
        while (next < end && !abandoned && target == current) {
            pass(current, batch[next++]);
        }
        progress.settle();
        var now = clock.getAsLong();
        timer.end(now);
        rate.mark(sent.getPlain(), now);
        stride.called(next - first, now - begin);
        if (now - begin >= SendWatch.SLOW) {
            tellWatch(now - begin);
        }
    }

    private void tellWatch(long nanos) {
        try {
            watch.slow(nanos);
        } catch (RuntimeException broken) {
            // It asks others, who may be about to go. The lane goes on.
            log.warn("cannot find out whether EventAdmin has given up a handler: " + broken);
        }
    }

    /** Sends what is asked for, and counts all. */
    private void pass(EventAdminTarget current, MonitorEvent event) {
        try {
            if (failedFrom != 0) {
                offer(current, thrownBack(event.channel()));
                failedFrom = 0;
            }
            count(offer(current, event) ? sent : unasked, event);
        } catch (RuntimeException | Error thrown) {
            if (failedFrom == 0) {
                failedFrom = event instanceof EventsLost loss ? loss.from() : event.sequence();
                log.warn("EventAdmin threw at event " + event.sequence() + ": " + thrown);
            }
            failedTo = event.sequence();
            count(failed, event);
        }
        progress.pass(event.sequence());
    }

    /**
     * Sends it if anybody asks for it. Whoever registered a handler before the event was appended is asked: the event was read
     * from the journal before this looks at the handlers.
     *
     * @return whether it was sent
     */
    private static boolean offer(EventAdminTarget current, MonitorEvent event) {
        var asked = current.asksFor(event);
        if (asked) {
            current.send(event);
        }
        return asked;
    }

    private static void count(AtomicLong counter, MonitorEvent event) {
        if (!Journal.isLoss(event)) {
            counter.setRelease(counter.getPlain() + 1);
        }
    }

    private EventsLost thrownBack(String channel) {
        var header = new EventHeader(failedTo, Instant.now(), channel);
        return new EventsLost(header, failedTo - failedFrom + 1, failedFrom, failedTo, LossPlace.LISTENER);
    }
}
