package org.prmonitor.source.internal.process;

import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessForked;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessStarted;

/**
 * The processes that run now, by process id: fed from a channel's snapshot and kept by the events after it. Bounded: when
 * it is full the row that was put in first goes. One thread writes (the pump); reading is safe from any, and weakly
 * consistent.
 */
public final class ProcessTable {

    /** Replaced by the writer when the size changes, and to forget everything; a reader takes it anew for every question. */
    private volatile ProcessRows rows;

    // Writer only, down to the end.
    private int capacity;
    /** The ends of the list in order of arrival; both null when the table is empty. */
    private @Nullable ProcessRow oldest;
    private @Nullable ProcessRow newest;
    /** Rises with every snapshot: a row of an earlier one that nothing confirmed since is of a process that is gone. */
    private long generation;
    /** Whether the channel reports forks; where it does not, a start is a creation. */
    private boolean forksReported;

    /**
     * An empty table.
     *
     * @param capacity how many processes it keeps, 1 or more
     */
    public ProcessTable(int capacity) {
        this.capacity = requireCapacity(capacity);
        this.rows = new ProcessRows(capacity);
    }

    /** Changes the size; the newest rows stay. Writer only. */
    public void resize(int newCapacity) {
        if (requireCapacity(newCapacity) == capacity) {
            return;
        }
        capacity = newCapacity;
        while (rows.size() > capacity) {
            removeOldest();
        }
        // Readers may be in the old chains: those stay as they are, and the new ones get rows of their own.
        var replacement = new ProcessRows(capacity);
        var old = oldest;
        oldest = null;
        newest = null;
        for (; old != null; old = old.newer) {
            var row = new ProcessRow(old.process());
            row.generation = old.generation;
            row.fromSnapshot = old.fromSnapshot;
            append(row);
            replacement.add(row);
        }
        rows = replacement;
    }

    /** Forgets everything. Writer only. */
    public void clear() {
        rows = new ProcessRows(capacity);
        oldest = null;
        newest = null;
    }

    /**
     * Takes in a snapshot. Rows that it confirms are replaced; the others stay, for an exit that is still on its way to
     * name its image, until {@link #removeUnconfirmed()}. Writer only.
     *
     * @param processes taken after the channel began to watch and before it was drained
     * @param channelReportsForks whether the channel tells forks
     */
    public void refresh(Collection<RunningProcess> processes, boolean channelReportsForks) {
        forksReported = channelReportsForks;
        generation++;
        for (var process : processes) {
            put(process).fromSnapshot = true;
        }
    }

    /** Drops what the last snapshot did not have and no event mentioned since. Writer only, after the first drain. */
    public void removeUnconfirmed() {
        for (var row = oldest; row != null; ) {
            var next = row.newer;
            if (row.generation != generation) {
                remove(row);
            }
            row = next;
        }
    }

    /**
     * Keeps the books for an event. Writer only. Which it is, is asked of the classes alone, for what {@code Journal.isLoss} says.
     *
     * @return the row of the process before it ended, for an exit; null for every other event, and where there is none
     */
    public @Nullable RunningProcess observe(MonitorEvent event) {
        if (event instanceof ProcessForked forked) {
            fork(forked);
        } else if (event instanceof ProcessStarted started) {
            start(started);
        } else if (event instanceof ProcessExited exited) {
            return exit(exited.processKey());
        }
        return null;
    }

    /** The process that has this id now. */
    public @Nullable RunningProcess process(long processId) {
        var row = rows.get(processId);
        return row == null ? null : row.process();
    }

    /** Whether this very process is in the table. */
    public boolean contains(ProcessKey key) {
        var process = process(key.processId());
        return process != null && process.key().equals(key);
    }

    /** A copy of all rows, in no particular order, read-only. */
    public Collection<RunningProcess> processes() {
        return rows.processes();
    }

    private void fork(ProcessForked event) {
        var known = rows.get(event.processId());
        if (known != null && known.process().key().equals(event.processKey())) {
            // A snapshot has seen it already, perhaps with an image of its own.
            known.generation = generation;
            return;
        }
        // The copy is of the one that called, which CLONE_PARENT makes a brother of the child.
        var original = original(event);
        put(new RunningProcess(
                event.subject(),
                event.parentId(),
                event.parentKey(),
                original == null ? null : original.imagePath(),
                original == null ? null : original.commandLine(),
                event.time(),
                event.time()));
    }

    private @Nullable RunningProcess original(ProcessForked event) {
        if (event.creatorId() != null) {
            return process(event.creatorId());
        }
        if (event.parentId() == null) {
            return null;
        }
        var parent = process(event.parentId());
        // With the parent's key known, another process under its id is not the parent.
        return parent == null || event.parentKey() == null || parent.key().equals(event.parentKey()) ? parent : null;
    }

    private void start(ProcessStarted event) {
        var row = rows.get(event.processId());
        var known = row != null && row.process().key().equals(event.processKey()) ? row : null;
        if (known != null && known.fromSnapshot && event.time().isBefore(known.process().observedAt())) {
            // Older than the row, which may show a later image.
            known.generation = generation;
            return;
        }
        var before = known == null ? null : known.process();
        put(new RunningProcess(
                event.subject(),
                event.parentId() == null && before != null ? before.parentId() : event.parentId(),
                event.parentKey() == null && before != null ? before.parentKey() : event.parentKey(),
                event.imagePath(),
                event.commandLine(),
                startTime(event, before),
                event.time()));
    }

    private @Nullable Instant startTime(ProcessStarted event, @Nullable RunningProcess before) {
        if (before != null) {
            return before.startTime();
        }
        return forksReported ? null : event.time();
    }

    private @Nullable RunningProcess exit(ProcessKey key) {
        var row = rows.get(key.processId());
        if (row == null || !row.process().key().equals(key)) {
            return null;
        }
        remove(row);
        return row.process();
    }

    private ProcessRow put(RunningProcess process) {
        var row = rows.get(process.processId());
        if (row != null && !row.process().key().equals(process.key())) {
            // The id came back: this is a newcomer, and the exit of the one before was missed.
            remove(row);
            row = null;
        }
        if (row == null) {
            if (rows.size() >= capacity) {
                removeOldest();
            }
            row = new ProcessRow(process);
            append(row);
            rows.add(row);
        } else {
            row.setProcess(process);
        }
        row.generation = generation;
        row.fromSnapshot = false;
        return row;
    }

    private void append(ProcessRow row) {
        row.older = newest;
        if (newest == null) {
            oldest = row;
        } else {
            newest.newer = row;
        }
        newest = row;
    }

    private void removeOldest() {
        if (oldest != null) {
            remove(oldest);
        }
    }

    private void remove(ProcessRow row) {
        rows.remove(row);
        if (row.older == null) {
            oldest = row.newer;
        } else {
            row.older.newer = row.newer;
        }
        if (row.newer == null) {
            newest = row.older;
        } else {
            row.newer.older = row.older;
        }
        // One that the collector has promoted already must not keep the later ones.
        row.older = null;
        row.newer = null;
    }

    private static int requireCapacity(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a table of " + capacity + " processes");
        }
        return capacity;
    }
}
