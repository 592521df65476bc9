package org.prmonitor.nativeaccess.internal.linux.netlink;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.nativeaccess.internal.linux.BootClock;
import org.prmonitor.nativeaccess.internal.linux.procfs.ProcFileSystem;
import org.prmonitor.nativeaccess.internal.linux.procfs.ProcessStat;

/**
 * The processes that run, by process id, kept up to date from the connector's messages so that every event about a process
 * carries the key that its first one had. Bounded: the oldest is forgotten first, and treated like one that was never
 * seen. Not thread-safe.
 *
 * <p>A start time is what {@code /proc} shows, if the process is still there to be looked at. If it is gone, it is derived
 * from the time of the fork's message: the kernel takes both in the same function (copy_process), microseconds apart, so
 * that they fall into the same tick of 10 ms but for some in a thousand. Then the key differs by one from other channels'.
 */
final class ProcessTracker {

    /** More than most machines have of processes; at about 200 bytes each. */
    private static final int CAPACITY = 1 << 16;

    /**
     * A fork's message that comes this long after the tick's begin belongs to a process of the same tick; one that comes
     * earlier may belong to the tick before, and the process is looked at.
     */
    private static final long CERTAIN_AFTER_NANOS = 2_000_000;

    private final long boot;
    private final ProcFileSystem files;
    private final Map<Long, TrackedProcess> processes;

    /** How often messages were lost. What was known about threads before the last time may be wrong since. */
    private long epoch;

    /** Processes whose leader has ended while other threads run. */
    private final Map<Long, TrackedProcess> leaderless = new LinkedHashMap<>();

    /**
     * A tracker that knows nobody.
     *
     * @param files of the thread that this tracker belongs to
     */
    ProcessTracker(long boot, ProcFileSystem files) {
        this(boot, files, CAPACITY);
    }

    ProcessTracker(long boot, ProcFileSystem files, int capacity) {
        this.boot = boot;
        this.files = files;
        processes = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, TrackedProcess> eldest) {
                return size() > capacity;
            }
        };
    }

    /** Learns what runs already. */
    void seed(List<ProcessStat> running) {
        for (var stat : running) {
            if (!processes.containsKey(stat.processId())) {
                processes.put(stat.processId(), learn(stat));
            }
        }
    }

    @Nullable TrackedProcess find(long processId) {
        return processes.get(processId);
    }

    /** Messages are missing: forks, exits and new threads may be among them. */
    void lost() {
        epoch++;
    }

    /**
     * A process was made.
     *
     * @param bootNanos when, on the boot clock
     * @param present {@code /proc} may still show it
     */
    TrackedProcess forked(ConnectorEvent.Forked event, long bootNanos, boolean present) {
        var parent = processes.get(event.parentProcess());
        // What was known under this id is the process that had it before, and whose exit was lost.
        processes.remove(event.process());
        leaderless.remove(event.process());
        var key = new ProcessKey(boot, event.process(), BootClock.ticks(bootNanos));
        var child = new TrackedProcess(key, bootNanos, parent == null ? null : parent.publish(), epoch);
        if (parent == null) {
            child.take(files.credentials(event.process()));
        } else {
            child.inherit(parent);
        }
        if (present && bootNanos % BootClock.NANOS_PER_TICK < CERTAIN_AFTER_NANOS) {
            var stat = files.stat(event.process());
            if (stat != null) {
                child.confirm(stat);
            }
        }
        processes.put(event.process(), child);
        return child;
    }

    /** A process runs a new image. One that was not known is learned, as of now if it is gone already. */
    TrackedProcess executed(long processId, long bootNanos) {
        var process = find(processId, bootNanos);
        if (process == null) {
            process = learnOrDerive(processId, bootNanos);
            processes.put(processId, process);
        } else if (!process.isCertain(epoch)) {
            process.take(files.credentials(processId));
        }
        process.executed(epoch);
        leaderless.remove(processId);
        return process;
    }

    /** A process has one thread more. */
    void threadAdded(ConnectorEvent.Forked event, long bootNanos) {
        var process = find(event.process(), bootNanos);
        if (process != null) {
            if (!process.isCertain(epoch)) {
                process.threads(files.threadIds(event.process()), epoch);
            }
            process.addThread(event.thread());
        }
    }

    /**
     * A thread ended. The process ends with the last of its threads, which need not be its leader, and has the status of
     * that one (kernel/exit.c, synchronize_group_exit).
     *
     * @return the process, when it ended; null while it runs
     */
    @Nullable TrackedProcess exited(ConnectorEvent.Exited event, long bootNanos) {
        var process = find(event.process(), bootNanos);
        if (process == null) {
            if (!event.isLeader()) {
                return null;
            }
            process = learnOrDerive(event.process(), bootNanos);
            processes.putIfAbsent(event.process(), process);
        }
        var known = process.removeThread(event.thread());
        if (!process.isLeaderEnded() || !known && process.isCertain(epoch)) {
            return null;
        }
        if (!process.isCertain(epoch)) {
            recount(process);
        }
        if (process.hasThreads()) {
            leaderless.put(process.processId(), process);
            return null;
        }
        forget(process);
        return process;
    }

    /** Processes that ended while messages were lost, the one about their last thread among them. */
    List<TrackedProcess> overlooked() {
        if (leaderless.isEmpty()) {
            return List.of();
        }
        var ended = new ArrayList<TrackedProcess>();
        for (var process : List.copyOf(leaderless.values())) {
            if (!process.isCertain(epoch)) {
                recount(process);
                if (!process.hasThreads()) {
                    forget(process);
                    ended.add(process);
                }
            }
        }
        return ended;
    }

    /** Looks which threads run. A thread that speaks up after it has been counted is one that is removed by then. */
    private void recount(TrackedProcess process) {
        var stat = files.stat(process.processId());
        var runs = stat != null && !stat.isDead() && process.confirm(stat);
        process.threads(runs ? files.threadIds(process.processId()) : new long[0], epoch);
    }

    private void forget(TrackedProcess process) {
        processes.remove(process.processId(), process);
        leaderless.remove(process.processId(), process);
    }

    private TrackedProcess learn(ProcessStat stat) {
        var parent = processes.get(stat.parentId());
        var process = new TrackedProcess(
                new ProcessKey(boot, stat.processId(), stat.startTicks()),
                stat.startTicks() * BootClock.NANOS_PER_TICK,
                parent == null || parent.key().start() > stat.startTicks() ? null : parent.publish(),
                epoch);
        process.confirm(stat);
        process.take(files.credentials(stat.processId()));
        if (stat.threads() > 1) {
            process.threads(files.threadIds(stat.processId()), epoch);
        }
        return process;
    }

    /**
     * Nobody saw it start, because the message was lost. If nothing is left of it either, it is told apart from others of
     * its id by the moment at which it was first heard of.
     */
    private TrackedProcess learnOrDerive(long processId, long bootNanos) {
        var stat = files.stat(processId);
        var ticks = BootClock.ticks(bootNanos);
        // A process that started after the message about it is another one with the same id.
        return stat != null && stat.startTicks() <= ticks
                ? learn(stat)
                : new TrackedProcess(new ProcessKey(boot, processId, ticks), TrackedProcess.UNKNOWN, null, epoch);
    }

    /** Null also for a process that started after the message: it has the id now, but the message is not about it. */
    private @Nullable TrackedProcess find(long processId, long bootNanos) {
        var process = processes.get(processId);
        return process == null || process.key().start() > BootClock.ticks(bootNanos) ? null : process;
    }
}
