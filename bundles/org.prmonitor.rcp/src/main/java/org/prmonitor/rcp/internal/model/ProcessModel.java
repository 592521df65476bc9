package org.prmonitor.rcp.internal.model;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessForked;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessStarted;

/**
 * What runs, what has ended and what went missing, kept by events. An event costs a look-up or two, whatever the number of rows.
 * Thread-safe: everything is guarded by this object's monitor. One reader takes the changes.
 */
public final class ProcessModel {

    /** How many ended processes are kept unless {@link #setMostEnded} says otherwise. */
    public static final int DEFAULT_MOST_ENDED = 10_000;

    /** More processes than any desktop runs; what comes beyond pushes out the one that was seen first. */
    static final int MOST_RUNNING = 50_000;

    static final int MOST_LOSSES = 1_000;

    /** Parents before their children, as far as the start time's resolution lets one see that. */
    private static final Comparator<RunningProcess> BY_AGE =
            Comparator.comparing((RunningProcess process) -> process.key().start()).thenComparing(RunningProcess::processId);

    private final Clock clock;
    private final UserNames users;
    private final ModelBounds bounds;

    private final Map<ProcessKey, ModelEntry> byKey = new HashMap<>();
    private final Map<Long, ModelEntry> runningById = new HashMap<>();

    /** In the order in which they were first seen. */
    private final Set<ModelEntry> running = new LinkedHashSet<>();

    /** In the order in which they ended. */
    private final Set<ModelEntry> ended = new LinkedHashSet<>();

    /** Ended, but children of theirs run: they go last, so that a tree keeps its shape. */
    private final Set<ModelEntry> endedParents = new LinkedHashSet<>();

    private final Set<ModelEntry> losses = new LinkedHashSet<>();

    /** How many running processes name this one as their parent, whether there is a row of it or not. */
    private final Map<ProcessKey, Integer> runningChildren = new HashMap<>();

    /** What the reader has not been told of. A set, so that it has no more than there are rows. */
    private final Set<ModelEntry> dirty = new LinkedHashSet<>();

    private List<Long> removed = new ArrayList<>();
    private int mostEnded = DEFAULT_MOST_ENDED;
    private long lastId;
    private long forgotten;
    private LossCount lost = LossCount.NONE;

    /** Called outside the monitor. */
    private volatile Runnable onChange = () -> {};

    /** An empty one. */
    public ProcessModel() {
        this(Clock.systemUTC(), UserNames.ofSystem(), new ModelBounds(MOST_RUNNING, MOST_LOSSES));
    }

    ProcessModel(Clock clock, UserNames users, ModelBounds bounds) {
        this.clock = clock;
        this.users = users;
        this.bounds = bounds;
    }

    /** Who is told, on the thread that brings events, that something may have changed. It must not block. */
    void onChange(Runnable listener) {
        onChange = listener;
    }

    /**
     * These run now, and no others: what ran and is not among them has ended, unseen. For the beginning, and for every source after
     * the first. What the events after it tell again is left out.
     */
    public void begin(Collection<RunningProcess> processes) {
        synchronized (this) {
            var now = clock.instant();
            var present = new HashSet<ProcessKey>(processes.size() * 2);
            for (var process : processes) {
                present.add(process.key());
            }
            for (var entry : List.copyOf(running)) {
                if (!present.contains(entry.key())) {
                    miss(entry, now, now);
                }
            }
            var sorted = new ArrayList<>(processes);
            sorted.sort(BY_AGE);
            for (var process : sorted) {
                begin(process, now);
            }
        }
        onChange.run();
    }

    /** What happened, oldest first. Events of families that are about no process's life are left out. */
    public void accept(List<MonitorEvent> events) {
        synchronized (this) {
            var now = clock.instant();
            for (var event : events) {
                if (event instanceof ProcessEvent process) {
                    accept(process, now);
                } else if (event instanceof EventsLost loss) {
                    accept(loss, now);
                }
            }
        }
        onChange.run();
    }

    /** Forgets what has ended, and where events went missing. */
    public void clear() {
        synchronized (this) {
            removeAll(ended);
            removeAll(endedParents);
            removeAll(losses);
        }
        onChange.run();
    }

    /**
     * How many ended processes are kept. Where there are more, those that ended first go first, but for those whose children run.
     *
     * @throws IllegalArgumentException when it is negative
     */
    public void setMostEnded(int newMostEnded) {
        if (newMostEnded < 0) {
            throw new IllegalArgumentException("a model of " + newMostEnded + " ended processes");
        }
        synchronized (this) {
            mostEnded = newMostEnded;
            forgetEnded();
        }
        onChange.run();
    }

    /** What has gone missing so far. */
    synchronized LossCount lost() {
        return lost;
    }

    /** What has changed since the call before. For one reader. */
    synchronized ModelChanges takeChanges() {
        var rows = new ArrayList<ProcessRow>(dirty.size());
        for (var entry : dirty) {
            entry.setKnown();
            rows.add(entry.toRow(users));
        }
        dirty.clear();
        var gone = removed;
        removed = new ArrayList<>();
        return new ModelChanges(rows, gone, running.size(), ended.size() + endedParents.size(), forgotten);
    }

    private void begin(RunningProcess process, Instant now) {
        var entry = live(process.key(), process.observedAt());
        if (entry == null) {
            entry = create(process.key(), RowKind.RUNNING, process.observedAt(), now);
        } else if (!entry.isRunning()) {
            // Its exit is known already: the table was read before it was told.
            return;
        }
        entry.observe(process, now);
        adopt(entry, process.parentId(), process.parentKey());
        dirty.add(entry);
    }

    private void accept(ProcessEvent event, Instant now) {
        var entry = event instanceof ProcessExited ? byKey.get(event.processKey()) : live(event.processKey(), event.time());
        if (entry != null && entry.contains(event)) {
            if (event instanceof ProcessStarted && entry.run(now)) {
                dirty.add(entry);
            }
            return;
        }
        if (entry == null) {
            entry = event instanceof ProcessExited ? register(event.processKey(), RowKind.RUNNING, now) : appear(event, now);
        }
        if (event instanceof ProcessForked forked) {
            entry.forked(forked);
            adopt(entry, forked.parentId(), forked.parentKey());
            var original = original(forked, entry);
            if (original != null) {
                entry.inherit(original);
            }
        } else if (event instanceof ProcessStarted started) {
            entry.started(started, now);
            adopt(entry, started.parentId(), started.parentKey());
        } else if (event instanceof ProcessExited exited) {
            exit(entry, exited, now);
        }
        if (byKey.get(event.processKey()) == entry) {
            dirty.add(entry);
        }
    }

    private ModelEntry appear(ProcessEvent event, Instant now) {
        var kind = event instanceof ProcessForked ? RowKind.FORKED : RowKind.RUNNING;
        var entry = create(event.processKey(), kind, event.time(), now);
        if (!(event instanceof ProcessStarted started && started.snapshot())) {
            entry.setAppeared(now);
        }
        return entry;
    }

    private void exit(ModelEntry entry, ProcessExited event, Instant now) {
        var ran = entry.isRunning();
        entry.exited(event, now);
        if (ran) {
            retire(entry);
        }
    }

    private void accept(EventsLost loss, Instant now) {
        var count = loss.count();
        lost = new LossCount(lost.events() + (count == null ? 1 : count), lost.uncounted() || count == null);
        var entry = ModelEntry.ofLoss(++lastId, loss, now);
        losses.add(entry);
        dirty.add(entry);
        if (losses.size() > bounds.mostLosses()) {
            forgetFirst(losses);
        }
    }

    /**
     * The row of a process that is said to run at a time. Where its key has no start, an ended one was another, and gives way.
     */
    private @Nullable ModelEntry live(ProcessKey key, Instant time) {
        var entry = byKey.get(key);
        if (entry != null && key.start() == 0 && entry.hasEndedBefore(time)) {
            remove(entry);
            forgotten++;
            return null;
        }
        return entry;
    }

    /** A row of something that runs. */
    private ModelEntry create(ProcessKey key, RowKind kind, Instant time, Instant now) {
        var entry = register(key, kind, now);
        running.add(entry);
        // The id came back. Whichever was there first has ended, and its exit was missed, or is still to come.
        var holder = runningById.get(key.processId());
        var older = holder != null && holder.isYounger(key) ? entry : holder;
        if (older != entry) {
            runningById.put(key.processId(), entry);
        }
        if (older != null) {
            miss(older, time, now);
        }
        if (running.size() > bounds.mostRunning()) {
            forgetFirst(running);
        }
        return entry;
    }

    private ModelEntry register(ProcessKey key, RowKind kind, Instant now) {
        var entry = new ModelEntry(++lastId, key, kind, now);
        byKey.put(key, entry);
        return entry;
    }

    private @Nullable ModelEntry original(ProcessForked event, ModelEntry entry) {
        // The copy is of the one that called, which CLONE_PARENT makes a brother of the child.
        if (event.creatorId() != null) {
            return runningById.get(event.creatorId());
        }
        return entry.parentKey() == null ? null : byKey.get(entry.parentKey());
    }

    /** What is not known now does not undo what was. */
    private void adopt(ModelEntry entry, @Nullable Long parentId, @Nullable ProcessKey parentKey) {
        if (parentId == null && parentKey == null) {
            return;
        }
        var found = parentKey;
        if (found == null) {
            var parent = runningById.get(parentId);
            found = parent == null || parent == entry ? null : parent.key();
        }
        var isCounted = entry.isRunning() && !Objects.equals(found, entry.parentKey());
        if (isCounted) {
            leaveParent(entry);
        }
        entry.setParent(parentId == null ? Long.valueOf(found.processId()) : parentId, found);
        if (isCounted) {
            joinParent(entry);
        }
    }

    private void joinParent(ModelEntry child) {
        var key = child.parentKey();
        if (key == null) {
            return;
        }
        runningChildren.merge(key, 1, Integer::sum);
        var parent = byKey.get(key);
        if (parent != null && ended.remove(parent)) {
            endedParents.add(parent);
        }
    }

    private void leaveParent(ModelEntry child) {
        var key = child.parentKey();
        if (key == null) {
            return;
        }
        var left = runningChildren.merge(key, -1, (have, less) -> have + less == 0 ? null : Integer.valueOf(have + less));
        var parent = byKey.get(key);
        if (left == null && parent != null && endedParents.remove(parent)) {
            ended.add(parent);
        }
    }

    private void miss(ModelEntry entry, Instant time, Instant now) {
        entry.missed(time, now);
        retire(entry);
        if (byKey.containsKey(entry.key())) {
            dirty.add(entry);
        }
    }

    /** From the running ones to the ended ones. */
    private void retire(ModelEntry entry) {
        stopRunning(entry);
        (runningChildren.containsKey(entry.key()) ? endedParents : ended).add(entry);
        forgetEnded();
    }

    private void stopRunning(ModelEntry entry) {
        running.remove(entry);
        var key = entry.key();
        if (key != null) {
            runningById.remove(key.processId(), entry);
        }
        leaveParent(entry);
    }

    private void forgetEnded() {
        while (ended.size() + endedParents.size() > mostEnded) {
            forgetFirst(ended.isEmpty() ? endedParents : ended);
        }
    }

    private void forgetFirst(Set<ModelEntry> rows) {
        remove(rows.iterator().next());
        forgotten++;
    }

    private void removeAll(Set<ModelEntry> rows) {
        for (var entry : List.copyOf(rows)) {
            remove(entry);
        }
    }

    private void remove(ModelEntry entry) {
        if (entry.isRunning()) {
            stopRunning(entry);
        } else if (!ended.remove(entry) && !endedParents.remove(entry)) {
            losses.remove(entry);
        }
        if (entry.key() != null) {
            byKey.remove(entry.key(), entry);
        }
        dirty.remove(entry);
        if (entry.isKnown()) {
            removed.add(entry.id());
        }
    }
}
