package org.prmonitor.sample.budget.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.ProcessKey;

/**
 * What one user started of late: one process more than is allowed, which is enough to tell whether they all began within a minute. By
 * key, because a process that executes twice is one process, and a process id that comes back is another. Not thread-safe.
 */
final class UserBudget {

    static final Duration MINUTE = Duration.ofMinutes(1);

    private final int allowed;
    private final LinkedHashMap<ProcessKey, Instant> starts = new LinkedHashMap<>();
    private @Nullable Instant latest;

    /** When the budget was first exceeded in the present incident; null outside of one. */
    private @Nullable Instant since;

    private Instant lastOver = Instant.MIN;

    UserBudget(int allowed) {
        this.allowed = allowed;
    }

    /**
     * A process started, or executes once more.
     *
     * @return whether an incident begins with it
     */
    boolean started(ProcessKey process, Instant time) {
        if (starts.putIfAbsent(process, time) != null) {
            return false;
        }
        latest = time;
        if (starts.size() > allowed + 1) {
            removeOldest();
        }
        if (!isOver(time)) {
            return false;
        }
        lastOver = time;
        if (since != null) {
            return false;
        }
        since = time;
        return true;
    }

    /**
     * How long the incident lasted, where it is over at this moment: the user kept to the budget for a whole minute. Null where there
     * is none, or it goes on. It is told once.
     */
    @Nullable Duration ended(Instant now) {
        var began = since;
        if (began == null || lastOver.plus(MINUTE).isAfter(now)) {
            return null;
        }
        since = null;
        return Duration.between(began, lastOver);
    }

    /** Whether there is nothing to remember. */
    boolean isIdle(Instant now) {
        return since == null && (latest == null || !latest.plus(MINUTE).isAfter(now));
    }

    private boolean isOver(Instant now) {
        return starts.size() > allowed && starts.values().iterator().next().plus(MINUTE).isAfter(now);
    }

    private void removeOldest() {
        var oldest = starts.keySet().iterator();
        oldest.next();
        oldest.remove();
    }
}
