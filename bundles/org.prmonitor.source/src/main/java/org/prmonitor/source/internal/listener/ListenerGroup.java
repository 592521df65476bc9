package org.prmonitor.source.internal.listener;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.ListenerState;
import org.prmonitor.api.ListenerStatus;
import org.prmonitor.api.Resume;

/**
 * All services with one id: one of them is served, the others wait; and the id's place, which stays for a while when none is
 * left. Any thread. Nothing that may take time is done under its monitor.
 */
final class ListenerGroup {

    private final String id;
    private final ListenerContext context;
    private final ListenerNews news;

    // Guarded by this object's monitor.
    private final ListenerCandidates candidates = new ListenerCandidates();
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
        this.news = new ListenerNews(id, context.log());
        this.awaySince = context.now();
    }

    /** A service came; {@link #settle} makes it take effect. */
    synchronized void add(ListenerInstance instance) {
        candidates.add(instance);
    }

    /** A service went; it is not called any more when this returns. */
    void remove(ListenerInstance instance) {
        ListenerRunner runner;
        synchronized (this) {
            candidates.remove(instance);
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

    /** The services that could not be served may be now. */
    void serveRefused() {
        synchronized (this) {
            candidates.forgetFailures();
        }
        settle();
    }

    /** Sees to it that the right service is served; what comes meanwhile, from whichever thread, is seen to as well. */
    void settle() {
        while (true) {
            ListenerInstance before;
            ListenerInstance next;
            synchronized (this) {
                next = candidates.best();
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
                    begin(next, before);
                }
            } finally {
                synchronized (this) {
                    changing = false;
                }
            }
        }
    }

    /** Says who is served instead of a service that has come. */
    void sayWhoIsServed(ListenerInstance instance) {
        String owner = null;
        synchronized (this) {
            if (served != null && served != instance && candidates.contains(instance)) {
                owner = served.owner().name();
            }
        }
        if (owner != null) {
            news.waits(instance.owner().name(), owner);
        }
    }

    /** Nobody else is served, and what is in the journal is delivered to who is served now. Does not wait. */
    @Nullable ListenerRunner finish() {
        ListenerRunner runner;
        synchronized (this) {
            closed = true;
            runner = runner();
        }
        if (runner != null) {
            runner.finish();
        }
        return runner;
    }

    /** The place of an id that is away is given up, for the reason given in a few words. */
    void giveUp(String why) {
        ListenerPlace kept;
        synchronized (this) {
            closed = true;
            kept = place;
        }
        if (kept != null) {
            news.givenUp(why, kept, kept.statistics(context.now()).inFlight());
            kept.close();
        }
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
        return candidates.isEmpty() && served == null && !changing && !closed;
    }

    /** Whether nobody came for so long, or there is nothing to come for. */
    synchronized boolean isExpired(long keptNanos) {
        return isAway() && (place == null || context.now() - awaySince >= keptNanos);
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
        statuses.addAll(candidates.idleStatuses(served));
        return statuses;
    }

    private ListenerStatus placeStatus(ListenerPlace kept) {
        var runner = runner();
        var duration = runner == null ? Duration.ZERO : runner.callDuration();
        var state = ListenerState.DETACHED;
        if (runner != null) {
            state = duration.toNanos() < CallTimer.BLOCKED ? ListenerState.RUNNING : ListenerState.BLOCKED;
        }
        return kept.status(id, lastOwner, state, duration, served == null ? null : served.remark(), context.now());
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
            news.hangs(lost);
            lost.close();
        }
    }

    private void begin(ListenerInstance instance, @Nullable ListenerInstance before) {
        var owner = instance.owner().name();
        try {
            var anew = !hasPlace();
            if (anew) {
                open(instance.properties());
            }
            ListenerPlace begun;
            String last;
            boolean waits;
            long passed;
            long waiting;
            synchronized (this) {
                begun = place;
                if (begun == null || closed || !candidates.contains(instance)) {
                    return;
                }
                last = lastOwner;
                waits = candidates.contains(before);
                passed = begun.passed();
                waiting = begun.statistics(context.now()).inFlight();
                var runner = new ListenerRunner(id, instance, begun, context);
                runner.start();
                instance.setRunner(runner);
                served = instance;
                lastOwner = owner;
            }
            if (anew) {
                news.begins(owner, begun);
            } else {
                news.goesOn(owner, last, waits, passed, waiting);
                var asked = instance.properties().resume();
                if (asked == Resume.DURABLE && begun.resume() != Resume.DURABLE) {
                    news.isKeptOtherwise(owner, asked, begun.resume());
                }
            }
        } catch (IOException | RuntimeException | OutOfMemoryError failure) {
            // The last one is also how a JVM says that there are no more threads.
            var reason = failure instanceof IOException ? String.valueOf(failure.getMessage()) : ThrowIncident.describe(failure);
            synchronized (this) {
                instance.setFailure(reason);
            }
            news.cannotBeServed(owner, reason);
        }
    }

    private synchronized boolean hasPlace() {
        return place != null;
    }

    private void open(ListenerProperties properties) throws IOException {
        var opened = new ListenerPlace(context.cursors().open(id, properties.resume()), properties.resume());
        synchronized (this) {
            if (!closed) {
                place = opened;
                return;
            }
        }
        opened.close();
    }
}
