package org.prmonitor.sample.budget.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.ProcessStarted;

/** The budgets of all users. Time is that of the events, so that a listener that is behind judges no differently. Not thread-safe. */
final class ProcessBudgets {

    /** From here on, users who started nothing for a minute are forgotten. */
    private static final int MANY_USERS = 1_000;

    private final BudgetSettings settings;
    private final Map<String, UserBudget> users = new HashMap<>();

    /**
     * A user's budget was exceeded, or is kept to again.
     *
     * @param user user id or security identifier
     * @param lasted how long it was exceeded; null where that begins
     */
    record Change(String user, @Nullable Duration lasted) {}

    ProcessBudgets(BudgetSettings settings) {
        this.settings = settings;
    }

    /** What changes with a start; mostly nothing. */
    List<Change> started(ProcessStarted event) {
        var changes = ended(event.time());
        var user = user(event);
        if (user == null || settings.exempt().contains(user) || event.snapshot()) {
            return changes;
        }
        var budget = users.computeIfAbsent(user, key -> new UserBudget(settings.processesPerMinute()));
        if (budget.started(event.processKey(), event.time())) {
            changes.add(new Change(user, null));
        }
        if (users.size() > MANY_USERS) {
            users.values().removeIf(each -> each.isIdle(event.time()));
        }
        return changes;
    }

    private List<Change> ended(Instant now) {
        var changes = new ArrayList<Change>();
        users.forEach((user, budget) -> {
            var lasted = budget.ended(now);
            if (lasted != null) {
                changes.add(new Change(user, lasted));
            }
        });
        return changes;
    }

    /** Null where the channel does not know. */
    private static @Nullable String user(ProcessStarted event) {
        var subject = event.subject();
        return subject.userId() == null ? subject.userSid() : subject.userId().toString();
    }
}
