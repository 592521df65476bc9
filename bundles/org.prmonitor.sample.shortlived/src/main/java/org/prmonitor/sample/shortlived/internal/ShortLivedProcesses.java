package org.prmonitor.sample.shortlived.internal;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.Designate;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.api.MonitorListener;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;

/**
 * Counts processes that lived for a short time, by program, and says once a period what it counted.
 *
 * <p>No state has to survive a swap: what was counted is said before this instance goes, and the next one goes on at the next event. A
 * change of configuration is a swap, too.
 */
@Component(configurationPid = ShortLivedConfiguration.PID)
@Designate(ocd = ShortLivedConfiguration.class)
@MonitorListener(id = ShortLivedConfiguration.PID, types = EventType.EXITED, filter = "(process.lifetime=*)")
public final class ShortLivedProcesses implements MonitorEventListener {

    private final Logger logger;
    private final ShortLivedSettings settings;
    private final ScheduledExecutorService timer;

    /** What is counted now, and since when ({@link System#nanoTime}). Guarded by this: the listener's thread adds, the timer's takes. */
    private Tally tally;

    private long since;

    /** Called by Declarative Services. */
    @Activate
    public ShortLivedProcesses(ShortLivedConfiguration configuration, @Reference(service = LoggerFactory.class) Logger logger) {
        this.logger = logger;
        settings = settings(configuration, logger);
        tally = new Tally(settings.shorterThan());
        since = System.nanoTime();
        timer = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, ShortLivedConfiguration.PID));
        var period = settings.period().toNanos();
        timer.scheduleAtFixedRate(this::report, period, period, TimeUnit.NANOSECONDS);
    }

    private static ShortLivedSettings settings(ShortLivedConfiguration configuration, Logger logger) {
        try {
            return ShortLivedSettings.of(configuration);
        } catch (RuntimeException nonsense) {
            logger.warn("Configuration {} refused: {}; the defaults hold", ShortLivedConfiguration.PID, nonsense.getMessage());
            return ShortLivedSettings.DEFAULTS;
        }
    }

    /** Called by Declarative Services, after the last event. */
    @Deactivate
    public void deactivate() {
        timer.shutdownNow();
        report();
    }

    @Override
    public synchronized void onEvent(MonitorEvent event) {
        if (event instanceof ProcessExited exited) {
            tally.add(exited);
        } else if (event instanceof EventsLost lost) {
            tally.add(lost);
        }
    }

    private void report() {
        Tally counted;
        Duration period;
        synchronized (this) {
            var now = System.nanoTime();
            counted = tally;
            period = Duration.ofNanos(now - since);
            tally = new Tally(settings.shorterThan());
            since = now;
        }
        // Outside of the lock: a log that is slow must not hold up the listener. Level AUDIT, which no log leaves out: it is what this is for.
        counted.describe(period, settings.programs()).ifPresent(logger::audit);
    }
}
