package org.prmonitor.sample.onexit.internal;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
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
 * A rule: when a process that matches a filter exits, a command runs. Id and filter are the listener's own properties, given by the
 * configuration: the source does the filtering, and refuses a filter that is none.
 *
 * <p>What survives a swap: the place in the journal, because it belongs to the rule's name, and the runs that wait, in a file. A command that
 * runs while its rule goes is killed.
 */
@Component(configurationPid = OnExitConfiguration.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = OnExitConfiguration.class, factory = true)
@MonitorListener(types = EventType.EXITED)
public final class OnExit implements MonitorEventListener {

    private final Logger logger;
    private final @Nullable OnExitSettings settings;
    private final @Nullable WaitingRuns kept;
    private final @Nullable CommandQueue queue;

    /** Called by Declarative Services. */
    @Activate
    public OnExit(
            BundleContext context, OnExitConfiguration configuration, @Reference(service = LoggerFactory.class) Logger logger) {
        this.logger = logger;
        settings = settings(configuration);
        if (settings == null) {
            kept = null;
            queue = null;
        } else {
            kept = new WaitingRuns(context, settings.rule());
            queue = new CommandQueue(settings, waiting(kept), logger::audit, logger::warn);
        }
    }

    private @Nullable OnExitSettings settings(OnExitConfiguration configuration) {
        try {
            return OnExitSettings.of(configuration);
        } catch (RuntimeException nonsense) {
            logger.warn("Rule {} refused: {}; it runs nothing", configuration.prmonitor_listener_id(), nonsense.getMessage());
            return null;
        }
    }

    private List<ExitedProcess> waiting(WaitingRuns runs) {
        try {
            return runs.take();
        } catch (IOException unreadable) {
            logger.warn("What waited before the swap is lost: {}", unreadable.toString());
            return List.of();
        }
    }

    /** Called by Declarative Services, after the last event. */
    @Deactivate
    public void deactivate() throws InterruptedException {
        if (queue == null || kept == null) {
            return;
        }
        var rest = queue.close();
        try {
            kept.put(rest);
        } catch (IOException unwritable) {
            logger.warn("{} runs that wait are lost: {}", rest.size(), unwritable.toString());
        }
    }

    @Override
    public void onEvent(MonitorEvent event) {
        if (queue == null || settings == null) {
            return;
        }
        if (event instanceof ProcessExited exited) {
            queue.add(ExitedProcess.of(exited));
        } else if (event instanceof EventsLost lost) {
            logger.warn("{}: {} events are missing; a process may have exited for which nothing was run",
                    settings.rule(), lost.count() == null ? "uncounted" : lost.count());
        }
    }
}
