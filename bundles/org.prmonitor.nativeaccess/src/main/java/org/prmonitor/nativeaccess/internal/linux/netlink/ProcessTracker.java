package org.prmonitor.nativeaccess.internal.linux.netlink;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.nativeaccess.internal.linux.BootClock;
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
    private final LongFunction<@Nullable ProcessStat> proc;
    private final Map<Long, TrackedProcess> processes;

    /** How often messages were lost. What was known about threads before the last time may be wrong since. */
    private long epoch;

    /** Processes whose leader has ended while other threads may run: looked at again when one of these ends. */
    private final Map<Long, TrackedProcess> leaderless = new LinkedHashMap<>();

    /**
     * A tracker that knows nobody.
     *
     * @param proc looks at a process, null when it is gone
     */
    ProcessTracker(long boot, LongFunction<@Nullable ProcessStat> proc) {
        this(boot, proc, CAPACITY);
    }

    ProcessTracker(long boot, LongFunction<@Nullable ProcessStat> proc, int capacity) {
        this.boot = boot;
        this.proc = proc;
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
     */
    TrackedProcess forked(ConnectorEvent.Forked event, long bootNanos) {
        var parent = processes.get(event.parentProcess());
        // What was known under this id is the process that had it before, and whose exit was lost.
        processes.remove(event.process());
        leaderless.remove(event.process());
        var key = new ProcessKey(boot, event.process(), BootClock.ticks(bootNanos));
        var child = new TrackedProcess(key, bootNanos, parent == null ? null : parent.publish(), epoch);
        if (parent != null) {
            child.inherit(parent);
        }
        if (bootNanos % BootClock.NANOS_PER_TICK < CERTAIN_AFTER_NANOS) {
            var stat = proc.apply(event.process());
            if (stat != null) {
                child.confirm(stat);
            }
        }
        processes.put(event.process(), child);
        return child;
    }

    /** A process runs a new image. One that was not known is learned, as of now if it is gone already. */
    TrackedProcess executed(long processId, long bootNanos, @Nullable ProcessStat stat) {
        var process = find(processId, bootNanos);
        if (process == null) {
            process = isOlder(stat, bootNanos) ? learn(stat) : derive(processId, bootNanos);
            processes.put(processId, process);
        }
        process.executed(epoch);
        leaderless.remove(processId);
        return process;
    }

    /**
     * A thread ended.
     *
     * @return the process, when it ended with it; null while it runs
     */
    @Nullable Ended exited(ConnectorEvent.Exited event, long bootNanos) {
        var process = find(event.process(), bootNanos);
        if (!event.isLeader()) {
            return process == null || process.leaderStatus() == null ? null : endIfDead(process, event.status());
        }
        if (process == null) {
            var stat = proc.apply(event.process());
            process = isOlder(stat, bootNanos) ? learn(stat) : derive(event.process(), bootNanos);
        }
        process.leaderEnded(event.status());
        return process.mayHaveThreads(epoch) ? endIfDead(process, event.status()) : end(process, event.status());
    }

    /** Processes that ended although the message about their last thread is missing or came too early to show it. */
    List<Ended> overlooked() {
        if (leaderless.isEmpty()) {
            return List.of();
        }
        var ended = new ArrayList<Ended>();
        for (var process : List.copyOf(leaderless.values())) {
            var end = endIfDead(process, 0);
            if (end != null) {
                ended.add(end);
            }
        }
        return ended;
    }

    /**
     * A process that ended.
     *
     * @param status its raw wait status
     */
    record Ended(TrackedProcess process, int status) {}

    /** The last thread's message comes after the kernel has taken that thread out of the count that is read here. */
    private @Nullable Ended endIfDead(TrackedProcess process, int status) {
        var stat = proc.apply(process.processId());
        if (stat != null && !stat.isDead() && process.confirm(stat)) {
            leaderless.put(process.processId(), process);
            return null;
        }
        return end(process, status);
    }

    private Ended end(TrackedProcess process, int status) {
        processes.remove(process.processId(), process);
        leaderless.remove(process.processId(), process);
        // A process that exits as a whole gives its status to every thread that still runs; one whose threads end one by
        // one has the leader's.
        var leaderStatus = process.leaderStatus();
        return new Ended(process, status == 0 && leaderStatus != null ? leaderStatus : status);
    }

    private TrackedProcess learn(ProcessStat stat) {
        var parent = processes.get(stat.parentId());
        var process = new TrackedProcess(
                new ProcessKey(boot, stat.processId(), stat.startTicks()),
                stat.startTicks() * BootClock.NANOS_PER_TICK,
                parent == null || parent.key().start() > stat.startTicks() ? null : parent.publish(),
                epoch);
        process.confirm(stat);
        if (stat.threads() > 1) {
            process.addThread();
        }
        return process;
    }

    /**
     * Nothing is left of it and nobody saw it start, because the message was lost: it is told apart from others of its id by
     * the moment at which it was first heard of.
     */
    private TrackedProcess derive(long processId, long bootNanos) {
        var key = new ProcessKey(boot, processId, BootClock.ticks(bootNanos));
        return new TrackedProcess(key, TrackedProcess.UNKNOWN, null, epoch);
    }

    /** Null also for a process that started after the message: it has the id now, but the message is not about it. */
    private @Nullable TrackedProcess find(long processId, long bootNanos) {
        var process = processes.get(processId);
        return process == null || process.key().start() > BootClock.ticks(bootNanos) ? null : process;
    }

    /** A process that started after the message about it is another one with the same id. */
    private static boolean isOlder(@Nullable ProcessStat stat, long bootNanos) {
        return stat != null && stat.startTicks() <= BootClock.ticks(bootNanos);
    }
}
