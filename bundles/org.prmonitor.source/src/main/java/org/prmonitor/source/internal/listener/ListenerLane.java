package org.prmonitor.source.internal.listener;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.ListenerState;
import org.prmonitor.api.ListenerStatus;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.event.EventType;
import org.prmonitor.source.internal.configuration.SourceSettings;
import org.prmonitor.source.internal.log.IncidentLog;

/**
 * The journal's events in the listeners, each on a thread of its own and from a place of its own, which belongs to the id and
 * not to the instance. What a listener does with its time is its own matter: nothing here waits for one but who stops it. Any
 * thread.
 */
public final class ListenerLane {

    /** How many places are kept of listeners that are away. */
    static final int MAX_KEPT = 256;

    private final ListenerContext context;
    private final ListenerWatch watch = new ListenerWatch(this::look);

    // Guarded by this object's monitor, which is taken before a group's.
    private final Map<String, ListenerGroup> groups = new TreeMap<>();
    private final List<ListenerInstance> instances = new ArrayList<>();
    private boolean closed;

    /**
     * A lane without listeners.
     *
     * @param cursors where the places come from
     * @param clock nanoseconds since an arbitrary moment
     */
    public ListenerLane(CursorFactory cursors, SourceSettings settings, IncidentLog log, LongSupplier clock) {
        this.context = new ListenerContext(cursors, log, clock, settings);
    }

    /** A service came. What makes no sense in its properties is said, and it is given nothing. */
    public ListenerInstance add(ListenerProperties properties, MonitorEventListener listener, ListenerOwner owner) {
        var instance = new ListenerInstance(properties, listener, owner);
        ListenerGroup group = null;
        synchronized (this) {
            if (closed) {
                return instance;
            }
            instances.add(instance);
            if (properties.problem() == null) {
                group = groups.computeIfAbsent(properties.id(), id -> new ListenerGroup(id, context));
                group.add(instance);
            }
            watch.watch();
        }
        remark(instance);
        if (group != null) {
            group.settle();
            group.sayWhoIsServed(instance);
        }
        return instance;
    }

    /**
     * A service's properties were changed; they hold from the next batch on.
     *
     * @return what stands for the service from now on
     */
    public ListenerInstance modify(ListenerInstance instance, ListenerProperties changed) {
        var before = instance.properties();
        if (before.problem() != null || changed.problem() != null || !before.id().equals(changed.id())) {
            remove(instance);
            return add(changed, instance.listener(), instance.owner());
        }
        instance.setProperties(changed);
        remark(instance);
        var group = group(changed.id());
        if (group != null) {
            group.modified(instance);
        }
        return instance;
    }

    /** A service went. It is not called any more when this returns, but for a call that would not end. */
    public void remove(ListenerInstance instance) {
        ListenerGroup group;
        synchronized (this) {
            instances.remove(instance);
            group = groups.get(instance.properties().id());
        }
        if (group != null && instance.properties().problem() == null) {
            group.remove(instance);
            expire();
        }
    }

    /** Other settings hold. */
    public void configure(SourceSettings settings) {
        context.configure(settings);
        List<ListenerInstance> present;
        synchronized (this) {
            present = List.copyOf(instances);
        }
        present.forEach(this::remark);
    }

    /** What kept a listener from being given a place may be over: those that were refused for it are tried again. */
    public void serveRefused() {
        List<ListenerGroup> present;
        synchronized (this) {
            present = List.copyOf(groups.values());
        }
        present.forEach(ListenerGroup::serveRefused);
    }

    /** Every listener, and every place that is kept, by id. */
    public List<ListenerStatus> statuses() {
        var statuses = new ArrayList<ListenerStatus>();
        synchronized (this) {
            groups.values().forEach(group -> statuses.addAll(group.statuses()));
            for (var instance : instances) {
                if (instance.properties().problem() != null) {
                    statuses.add(instance.idleStatus(ListenerState.REFUSED, instance.properties().problem()));
                }
            }
        }
        statuses.sort(Comparator.comparing(ListenerStatus::id));
        return statuses;
    }

    /** What is in the journal is delivered, then every listener's service ends. Nobody else is served. Does not wait. */
    public void finish() {
        runnersAtTheEnd();
    }

    /**
     * As {@link #finish}, and waits for it. What is not delivered by then is not; a call that does not return is left behind.
     *
     * @param patienceNanos how long what is left may take, all listeners at once
     */
    public void stop(long patienceNanos) throws InterruptedException {
        var runners = runnersAtTheEnd();
        try {
            awaitEnd(runners, patienceNanos);
            runners.forEach(ListenerRunner::requestStop);
            // Those between two calls end at once.
            awaitEnd(runners, TimeUnit.MILLISECONDS.toNanos(20));
            runners.stream().filter(ListenerRunner::isAlive).forEach(ListenerRunner::cutOff);
            awaitEnd(runners, ListenerRunner.GRACE);
            runners.forEach(ListenerRunner::reportLeftBehind);
        } finally {
            runners.forEach(ListenerRunner::requestStop);
            synchronized (this) {
                groups.values().forEach(ListenerGroup::close);
                groups.clear();
                instances.clear();
                watch.close();
            }
        }
    }

    /** What the watch does at every tick: it names who is stuck and forgets whom nobody came for. */
    void look() {
        List<ListenerGroup> present;
        synchronized (this) {
            present = List.copyOf(groups.values());
        }
        present.stream().map(ListenerGroup::runner).filter(Objects::nonNull).forEach(ListenerRunner::look);
        expire();
    }

    private List<ListenerRunner> runnersAtTheEnd() {
        var runners = new ArrayList<ListenerRunner>();
        synchronized (this) {
            closed = true;
            for (var group : groups.values()) {
                var runner = group.finish();
                if (runner != null) {
                    runners.add(runner);
                }
            }
        }
        return runners;
    }

    private static void awaitEnd(List<ListenerRunner> runners, long nanos) throws InterruptedException {
        var deadline = System.nanoTime() + nanos;
        for (var runner : runners) {
            runner.awaitEnd(Math.max(1, deadline - System.nanoTime()));
        }
    }

    /**
     * Gives up the places that nobody came for, and where there are too many, the oldest. Under the monitor, so that an id is not
     * opened again before it is closed.
     */
    private synchronized void expire() {
        if (closed) {
            return;
        }
        var minutes = context.settings().cursorMinutes();
        var nanos = TimeUnit.MINUTES.toNanos(minutes);
        giveUp(groups.values().stream().filter(group -> group.isExpired(nanos)).toList(), "nobody came for " + minutes + " minutes");
        var away = groups.values().stream()
                .filter(ListenerGroup::isAway)
                .sorted(Comparator.comparingLong(ListenerGroup::awaySince))
                .toList();
        giveUp(away.subList(0, Math.max(0, away.size() - MAX_KEPT)), MAX_KEPT + " later places are kept");
        if (groups.isEmpty() && instances.isEmpty()) {
            watch.rest();
        }
    }

    private void giveUp(List<ListenerGroup> away, String why) {
        for (var group : away) {
            groups.values().remove(group);
            group.giveUp(why);
        }
    }

    private synchronized @Nullable ListenerGroup group(String id) {
        return groups.get(id);
    }

    /** Says, once, what is refused or will never come. */
    private void remark(ListenerInstance instance) {
        var properties = instance.properties();
        var published = context.settings().types();
        var missing = EnumSet.noneOf(EventType.class);
        missing.addAll(properties.selection().types());
        missing.removeAll(published);
        var remark = properties.problem();
        if (remark == null && !missing.isEmpty()) {
            remark = "the source does not publish " + EventType.labels(missing) + " (types = " + EventType.labels(published) + ")";
        }
        if (remark != null && !remark.equals(instance.remark())) {
            context.log().warn("listener " + properties.id() + ": bundle " + instance.owner().name()
                    + (properties.problem() == null ? ": " : " is refused: ") + remark);
        }
        instance.setRemark(remark);
    }
}
