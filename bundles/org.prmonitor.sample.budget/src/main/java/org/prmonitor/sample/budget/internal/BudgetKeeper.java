package org.prmonitor.sample.budget.internal;

import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.Designate;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.api.MonitorListener;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.api.text.LifetimeText;

/**
 * Says when a user starts more processes a minute than are allowed, once an incident, and when that is over: in the log, and on topics of
 * its own for who wants to do something about it.
 *
 * <p>Its state survives a swap without being stored: the journal still has the events that it was made of, and what was said for them need
 * not be said again.
 */
@Component(configurationPid = BudgetConfiguration.PID)
@Designate(ocd = BudgetConfiguration.class)
@MonitorListener(id = BudgetConfiguration.PID, types = EventType.STARTED, filter = "(!(snapshot=true))")
public final class BudgetKeeper implements MonitorEventListener {

    /** An incident begins. */
    static final String EXCEEDED = "org/prmonitor/sample/budget/ProcessBudget/EXCEEDED";
    /** An incident is over. */
    static final String KEPT = "org/prmonitor/sample/budget/ProcessBudget/KEPT";
    /** String: user id (Linux) or security identifier (Windows). */
    static final String USER = "user";
    /** Integer: how many processes a minute are allowed. */
    static final String ALLOWED = "allowed";
    /** Long, on {@link #KEPT}: how long the budget was exceeded, in nanoseconds. */
    static final String LASTED = "lasted";

    private final MonitorEventSource source;
    private final EventAdmin eventAdmin;
    private final Logger logger;
    private final BudgetSettings settings;
    private final ProcessBudgets budgets;

    /** Listener's thread only: one call is made at a time. */
    private boolean begun;

    /** Called by Declarative Services. */
    @Activate
    public BudgetKeeper(
            BudgetConfiguration configuration,
            @Reference MonitorEventSource source,
            @Reference EventAdmin eventAdmin,
            @Reference(service = LoggerFactory.class) Logger logger) {
        this.source = source;
        this.eventAdmin = eventAdmin;
        this.logger = logger;
        settings = settings(configuration, logger);
        budgets = new ProcessBudgets(settings);
    }

    private static BudgetSettings settings(BudgetConfiguration configuration, Logger logger) {
        try {
            return BudgetSettings.of(configuration);
        } catch (RuntimeException nonsense) {
            logger.warn("Configuration {} refused: {}; the defaults hold", BudgetConfiguration.PID, nonsense.getMessage());
            return BudgetSettings.DEFAULTS;
        }
    }

    @Override
    public void onEvent(MonitorEvent event) {
        if (!begun) {
            begun = true;
            catchUp(event);
        }
        if (event instanceof ProcessStarted started) {
            budgets.started(started).forEach(this::say);
        } else if (event instanceof EventsLost lost) {
            logger.warn("{} events are missing: a user may have been over the budget, and nobody has noticed",
                    lost.count() == null ? "Uncounted" : lost.count());
        }
    }

    /** Where another instance was here before this one: counts what it had counted, and says nothing, because it has. */
    private void catchUp(MonitorEvent first) {
        if (!hadPredecessor()) {
            return;
        }
        for (var event : source.recent(Integer.MAX_VALUE)) {
            if (event instanceof ProcessStarted started && event.sequence() < first.sequence()) {
                budgets.started(started);
            }
        }
    }

    private boolean hadPredecessor() {
        return source.status().listeners().stream()
                .anyMatch(listener -> listener.id().equals(BudgetConfiguration.PID) && listener.books().delivered() > 0);
    }

    private void say(ProcessBudgets.Change change) {
        var lasted = change.lasted();
        var allowed = settings.processesPerMinute();
        if (lasted == null) {
            logger.audit("User {} starts more than {} processes a minute", change.user(), allowed);
            eventAdmin.postEvent(new Event(EXCEEDED, Map.of(USER, change.user(), ALLOWED, allowed)));
        } else {
            logger.audit("User {} keeps to {} processes a minute again, after {}", change.user(), allowed, LifetimeText.of(lasted.toNanos()));
            eventAdmin.postEvent(new Event(KEPT, Map.of(USER, change.user(), ALLOWED, allowed, LASTED, lasted.toNanos())));
        }
    }
}
