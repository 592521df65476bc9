package org.prmonitor.source.internal.listener;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.ListenerState;
import org.prmonitor.api.ListenerStatus;

/**
 * All services with one id: one of them is served, the others wait; and the id's place, which stays for a while when none is
 * left. Any thread. Nothing that may take time is done under its monitor.
 */
final class ListenerGroup {

    private final String id;
    private final ListenerContext context;

    // Guarded by this object's monitor.
    private final List<ListenerInstance> instances = new ArrayList<>();
    private @Nullable ListenerInstance served;
    private @Nullable ListenerPlace place;
    /** Whose service it was that was served last. */
    private @Nullable String lastOwner;
    /** Some thread is in {@link #settle} and will look again. */
    private boolean changing;
    /** Nobody is served any more. */
    private boolean closed;
    /** Since when nobody has been served. */
    private long awaySince;

    ListenerGroup(String id, ListenerContext context) {
        this.id = id;
        this.context = context;
        this.awaySince = context.now();
    }

    /** A service came; {@link #settle} makes it take effect. */
    synchronized void add(ListenerInstance instance) {
        instances.add(instance);
    }

    /** A service went; it is not called any more when this returns. */
    void remove(ListenerInstance instance) {
        ListenerRunner runner;
        synchronized (this) {
            instances.remove(instance);
            runner = instance.runner();
        }
        // Also where another thread is changing this group: it does not start a service that is not in the list.
        if (runner != null) {
            runner.stop();
        }
        settle();
    }

    /** A service has other properties, and the same id. */
    void modified(ListenerInstance instance) {
        synchronized (this) {
            instance.setFailure(null);
        }
        settle();
    }

    /** Sees to it that the right service is served; what comes meanwhile, from whichever thread, is seen to as well. */
    void settle() {
        while (true) {
            ListenerInstance before;
            ListenerInstance next;
            synchronized (this) {
                next = best();
                if (changing || closed || next == served) {
                    return;
                }
                before = served;
                changing = true;
            }
            try {
                if (before != null) {
                    end(before);
                }
                if (next != null) {
                    begin(next);
                }
            } finally {
                synchronized (this) {
                    changing = false;
                }
            }
        }
    }

    /** Nobody is served from now on; what is in the journal is delivered first. Does not wait. */
    @Nullable ListenerRunner finish() {
        ListenerRunner runner;
        synchronized (this) {
            closed = true;
            runner = served == null ? null : served.runner();
        }
        if (runner != null) {
            runner.finish();
        }
        return runner;
    }

    /**
     * Gives the place up if nobody came for so long.
     *
     * @return whether this group can be forgotten
     */
    boolean expire(long keptNanos) {
        ListenerPlace kept;
        synchronized (this) {
            if (!isAway() || (place != null && context.now() - awaySince < keptNanos)) {
                return false;
            }
            closed = true;
            kept = place;
        }
        if (kept != null) {
            var waiting = kept.statistics(context.now()).inFlight();
            context.log().info("listener " + id + ": nobody came for " + minutes(context.now() - awaySince) + "; its place after event "
                    + kept.passed() + " is given up, " + waiting + " waiting");
            kept.close();
        }
        return true;
    }

    /** The cursor ends. */
    synchronized void close() {
        closed = true;
        if (place != null) {
            place.close();
        }
    }

    /** Whether nothing but the place is left. */
    synchronized boolean isAway() {
        return instances.isEmpty() && served == null && !changing && !closed;
    }

    /** Since when nobody has been served, as the context's clock has it. */
    synchronized long awaySince() {
        return awaySince;
    }

    /** What the watch looks at. */
    synchronized @Nullable ListenerRunner runner() {
        return served == null ? null : served.runner();
    }

    /** The id, then those that wait. */
    synchronized List<ListenerStatus> statuses() {
        var statuses = new ArrayList<ListenerStatus>();
        if (place != null) {
            statuses.add(placeStatus(place));
        }
        for (var instance : instances) {
            if (instance.failure() != null) {
                statuses.add(instance.idleStatus(ListenerState.REFUSED, instance.failure()));
            } else if (instance != served) {
                statuses.add(instance.idleStatus(ListenerState.STANDBY, instance.remark()));
            }
        }
        return statuses;
    }

    private ListenerStatus placeStatus(ListenerPlace kept) {
        var runner = runner();
        var duration = runner == null ? Duration.ZERO : runner.callDuration();
        var state = ListenerState.DETACHED;
        if (runner != null) {
            state = duration.toNanos() < CallTimer.BLOCKED ? ListenerState.RUNNING : ListenerState.BLOCKED;
        }
        return new ListenerStatus(
                id,
                lastOwner,
                state,
                kept.resume(),
                kept.statistics(context.now()),
                kept.errors(),
                kept.lastError(),
                duration,
                served == null ? null : served.remark());
    }

    /** The service to serve; null for none. */
    private @Nullable ListenerInstance best() {
        ListenerInstance best = null;
        for (var instance : instances) {
            if (instance.failure() == null && (best == null || instance.properties().isBefore(best.properties()))) {
                best = instance;
            }
        }
        return best;
    }

    private void end(ListenerInstance instance) {
        ListenerRunner runner;
        synchronized (this) {
            runner = instance.runner();
        }
        var free = runner == null || runner.stop();
        ListenerPlace lost = null;
        synchronized (this) {
            instance.setRunner(null);
            served = null;
            awaySince = context.now();
            if (!free) {
                lost = place;
                place = null;
            }
        }
        if (lost != null) {
            context.log().warn("listener " + id + ": thread " + ListenerThreads.PREFIX + id + " hangs while it reads after event "
                    + lost.passed() + "; the place is given up");
            lost.close();
        }
    }

    private void begin(ListenerInstance instance) {
        try {
            var begun = placeFor(instance);
            String line;
            synchronized (this) {
                if (closed) {
                    begun.close();
                    return;
                }
                line = begins(instance, begun, place == null);
                place = begun;
                if (!instances.contains(instance)) {
                    return;
                }
                var runner = new ListenerRunner(id, instance, begun, context);
                runner.start();
                instance.setRunner(runner);
                served = instance;
                lastOwner = instance.owner().name();
            }
            context.log().info(line);
        } catch (IOException | RuntimeException | OutOfMemoryError failure) {
            // The last one is also how a JVM says that there are no more threads.
            synchronized (this) {
                instance.setFailure(ThrowIncident.describe(failure));
            }
            context.log().warn("listener " + id + ": bundle " + instance.owner().name() + " cannot be served: "
                    + ThrowIncident.describe(failure));
        }
    }

    private ListenerPlace placeFor(ListenerInstance instance) throws IOException {
        synchronized (this) {
            if (place != null) {
                return place;
            }
        }
        var resume = instance.properties().resume();
        return new ListenerPlace(context.cursors().open(id, resume), resume);
    }

    /** The one line about who goes on where. */
    private String begins(ListenerInstance instance, ListenerPlace begun, boolean anew) {
        var bundle = "listener " + id + ": bundle " + instance.owner().name();
        if (anew) {
            return bundle + " begins (resume = " + begun.resume() + ")";
        }
        var who = lastOwner == null || lastOwner.equals(instance.owner().name()) ? " goes on" : " took over from " + lastOwner;
        return bundle + who + " after event " + begun.passed() + ", " + begun.statistics(context.now()).inFlight() + " waiting";
    }

    private static String minutes(long nanos) {
        var minutes = TimeUnit.NANOSECONDS.toMinutes(nanos);
        return minutes + (minutes == 1 ? " minute" : " minutes");
    }
}
