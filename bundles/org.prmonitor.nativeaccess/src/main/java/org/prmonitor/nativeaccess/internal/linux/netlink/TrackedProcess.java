package org.prmonitor.nativeaccess.internal.linux.netlink;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessSubject;
import org.prmonitor.nativeaccess.internal.linux.procfs.ProcessCredentials;
import org.prmonitor.nativeaccess.internal.linux.procfs.ProcessStat;

/**
 * What the channel knows of a process that runs: the connector's messages hold ids and nothing else. Not thread-safe.
 */
final class TrackedProcess {

    /** How much later than what {@code /proc} shows a start may be that was derived from the message about it. */
    private static final long DERIVED_TICKS_LATE_MAX = 2;

    /** For a start, and for ids. */
    static final long UNKNOWN = -1;

    private ProcessKey key;

    /** On the boot clock: to the nanosecond where its fork was seen, else to the tick, or {@link #UNKNOWN}. */
    private final long startNanos;

    /** Its key is what {@code /proc} shows, not derived from a message. */
    private boolean confirmed;

    /** Its key has been in an event, or in a child's: it must not change any more. */
    private boolean published;

    private final @Nullable ProcessKey parentKey;
    private long userId = UNKNOWN;
    private long groupId = UNKNOWN;
    private long sessionId = UNKNOWN;

    /** The threads that run beside the leader; null for none, which is what most processes have. */
    private @Nullable Set<Long> threads;

    private boolean leaderEnded;

    /** The loss after which the threads were last known for certain: see {@link ProcessTracker}. */
    private long epoch;

    TrackedProcess(ProcessKey key, long startNanos, @Nullable ProcessKey parentKey, long epoch) {
        this.key = key;
        this.startNanos = startNanos;
        this.parentKey = parentKey;
        this.epoch = epoch;
    }

    /** Which process, as it is from now on known to everybody. */
    ProcessKey publish() {
        published = true;
        return key;
    }

    ProcessKey key() {
        return key;
    }

    long processId() {
        return key.processId();
    }

    /** From its start to a moment of the boot clock. */
    @Nullable Duration lifetime(long bootNanos) {
        return startNanos == UNKNOWN ? null : Duration.ofNanos(Math.max(bootNanos - startNanos, 0));
    }

    /** The parent at the fork, as far as it was known. */
    @Nullable ProcessKey parentKey() {
        return parentKey;
    }

    /**
     * Takes what {@code /proc} says.
     *
     * @return false when that is another process which got the same id: then nothing was taken
     */
    boolean confirm(ProcessStat stat) {
        // The message comes after the start. What started after the message is another process, however little later.
        var late = key.start() - stat.startTicks();
        if (late < 0 || late > (confirmed ? 0 : DERIVED_TICKS_LATE_MAX)) {
            return false;
        }
        if (!published) {
            key = new ProcessKey(key.boot(), key.processId(), stat.startTicks());
            confirmed = true;
        }
        sessionId = stat.sessionId();
        return true;
    }

    /** Takes what {@code /proc} says of whose it is; nothing if that came too late. */
    void take(@Nullable ProcessCredentials credentials) {
        if (credentials != null) {
            userId = credentials.userId();
            groupId = credentials.groupId();
        }
    }

    void user(long newUserId) {
        userId = newUserId;
    }

    void group(long newGroupId) {
        groupId = newGroupId;
    }

    void leadsSession() {
        sessionId = processId();
    }

    /** A child begins as its parent's copy. */
    void inherit(TrackedProcess parent) {
        userId = parent.userId;
        groupId = parent.groupId;
        sessionId = parent.sessionId;
    }

    void addThread(long threadId) {
        if (threadId != processId()) {
            if (threads == null) {
                threads = new HashSet<>();
            }
            threads.add(threadId);
        }
    }

    /**
     * A thread ended, maybe the leader.
     *
     * @return false for a thread that was not known to run: one that {@code execve} ended speaks up only afterwards
     */
    boolean removeThread(long threadId) {
        if (threadId == processId()) {
            leaderEnded = true;
            return true;
        }
        return threads != null && threads.remove(threadId);
    }

    /** It runs a new image: {@code execve} ends all other threads, and makes the caller the leader. */
    void executed(long currentEpoch) {
        threads = null;
        leaderEnded = false;
        epoch = currentEpoch;
    }

    /** Takes the threads that run as the truth. */
    void threads(long[] threadIds, long currentEpoch) {
        threads = null;
        for (var threadId : threadIds) {
            addThread(threadId);
        }
        epoch = currentEpoch;
    }

    /** Whether no message that tells of its threads may be missing. */
    boolean isCertain(long currentEpoch) {
        return epoch == currentEpoch;
    }

    boolean isLeaderEnded() {
        return leaderEnded;
    }

    boolean hasThreads() {
        return threads != null && !threads.isEmpty();
    }

    /** Publishes it as the subject of an event. */
    ProcessSubject subject(@Nullable Long threadId) {
        return new ProcessSubject(
                publish(),
                threadId,
                userId == UNKNOWN ? null : userId,
                groupId == UNKNOWN ? null : groupId,
                null,
                sessionId <= 0 ? null : sessionId);
    }
}
