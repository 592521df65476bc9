package org.prmonitor.source.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.Designate;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.SourceStatus;
import org.prmonitor.api.channel.MonitorChannelProvider;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.source.internal.configuration.SourceConfiguration;
import org.prmonitor.source.internal.lane.EventAdminTarget;
import org.prmonitor.source.internal.lane.FelixDenyList;
import org.prmonitor.source.internal.listener.CallTimer;
import org.prmonitor.source.internal.listener.ListenerWhiteboard;
import org.prmonitor.source.internal.log.IncidentLog;
import org.prmonitor.source.internal.pump.ChannelSelector;
import org.prmonitor.source.internal.pump.PumpClock;

/**
 * The source in Declarative Services: hands on what comes and goes to the {@link SourceEngine}, which lives from activation
 * to deactivation. It has no use for what the configuration's types promise, because a value of a wrong type must be
 * refused by name instead of keeping the component from its activation; so it takes the properties as they are.
 */
@Component(
        name = MonitorEventSource.PID,
        configurationPid = MonitorEventSource.PID,
        service = MonitorEventSource.class,
        immediate = true)
@Designate(ocd = SourceConfiguration.class)
public final class MonitorEventSourceComponent implements MonitorEventSource, IncidentLog {

    private final ChannelSelector selector = new ChannelSelector();

    /** Kept here too: it may come before the activation. Guarded by this object's monitor. */
    private @Nullable EventAdminTarget eventAdmin;

    /**
     * Null before the activation only. Whoever brings a provider first tells the selector, then looks here; the activation
     * first sets this, then the engine looks at the selector: one of the two sees the other.
     */
    private volatile @Nullable SourceEngine engine;

    /** Null before the activation. Written and read by who activates and deactivates, one after the other. */
    private volatile @Nullable ListenerWhiteboard whiteboard;

    /** As the whiteboard. */
    private volatile @Nullable SourceStart start;

    /** As the whiteboard. */
    private volatile @Nullable FelixDenyList denyList;

    /** As the whiteboard. */
    private volatile @Nullable BundleContext bundle;

    /** Set by Declarative Services; null where no log service is there. */
    @Reference(
            service = LoggerFactory.class,
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Logger logger;

    /** Called by Declarative Services. */
    @Activate
    public void activate(BundleContext context, Map<String, Object> configuration) {
        bundle = context;
        var created = new SourceEngine(selector, configuration, this, PumpClock.SYSTEM, dataArea(context));
        synchronized (this) {
            engine = created;
            created.lane().setTarget(eventAdmin);
        }
        var opened = new ListenerWhiteboard(context, created.listeners());
        whiteboard = opened;
        var watched = new FelixDenyList(context, created.lane(), this);
        denyList = watched;
        watched.open();
        var begun = new SourceStart(opened, created, this, CallTimer.BLOCKED);
        start = begun;
        begun.begin();
    }

    /** Called by Declarative Services. */
    @Modified
    public void modified(Map<String, Object> configuration) {
        var context = bundle;
        if (engine().configure(configuration) && context != null) {
            info("durableDirectory has changed: the source starts again, with the journal on disk that is there");
            deactivate();
            activate(context, configuration);
        }
    }

    /** Called by Declarative Services. */
    @Deactivate
    public void deactivate() {
        var begun = start;
        try {
            try {
                if (begun != null) {
                    begun.end();
                }
            } finally {
                engine().stop();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            var opened = whiteboard;
            if (opened != null) {
                opened.close();
            }
            var watched = denyList;
            if (watched != null) {
                watched.close();
            }
        }
    }

    /** Called by Declarative Services. */
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void addChannelProvider(MonitorChannelProvider provider, Map<String, Object> properties) {
        selector.add(provider, properties);
        var running = engine;
        if (running != null) {
            running.providerArrived(provider);
        }
    }

    /** Called by Declarative Services. */
    public void updatedChannelProvider(MonitorChannelProvider provider, Map<String, Object> properties) {
        addChannelProvider(provider, properties);
    }

    /** Called by Declarative Services. */
    public void removeChannelProvider(MonitorChannelProvider provider) {
        selector.remove(provider);
        var running = engine;
        if (running != null) {
            try {
                running.providerGone(provider);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Called by Declarative Services. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void setEventAdmin(EventAdmin newEventAdmin, ServiceReference<EventAdmin> reference) {
        replaceEventAdmin(null, EventAdminTarget.of(newEventAdmin, reference));
    }

    /** Called by Declarative Services; the one that takes its place may have come already. */
    public void unsetEventAdmin(EventAdmin oldEventAdmin) {
        replaceEventAdmin(oldEventAdmin, null);
    }

    /**
     * Another one, or none, in the place of the one that is there.
     *
     * @param condition which one it must be; null for any
     */
    private void replaceEventAdmin(@Nullable EventAdmin condition, @Nullable EventAdminTarget next) {
        EventAdminTarget previous;
        synchronized (this) {
            previous = eventAdmin;
            if (condition != null && (previous == null || !previous.is(condition))) {
                return;
            }
            eventAdmin = next;
            var running = engine;
            if (running != null) {
                running.lane().setTarget(next);
            }
        }
        if (previous != null) {
            previous.close();
        }
    }

    @Override
    public SourceStatus status() {
        return engine().status();
    }

    @Override
    public List<MonitorEvent> recent(int count) {
        return engine().recent(count);
    }

    @Override
    public Collection<RunningProcess> processes() {
        return engine().processes();
    }

    @Override
    public @Nullable RunningProcess process(long processId) {
        return engine().process(processId);
    }

    @Override
    public Flow.Publisher<MonitorEvent> publisher(String filter) {
        return engine().publisher(filter);
    }

    @Override
    public boolean flush(Duration timeout) throws InterruptedException {
        return engine().flush(timeout);
    }

    @Override
    public SourceStatus await(Duration timeout, Predicate<? super SourceStatus> condition) throws InterruptedException {
        var deadline = System.nanoTime() + SourceEngine.nanos(timeout);
        while (true) {
            var running = engine();
            var left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            // A change of the configuration may put another engine into this one's place meanwhile.
            var status = running.await(left, now -> engine != running || condition.test(now));
            if (engine == running) {
                return status;
            }
        }
    }

    @Override
    public void info(String line) {
        var target = logger;
        if (target != null) {
            target.info(line);
        }
    }

    @Override
    public void audit(String line) {
        var target = logger;
        if (target != null) {
            target.audit(line);
        }
    }

    @Override
    public void warn(String line) {
        var target = logger;
        if (target != null) {
            target.warn(line);
        }
    }

    /** A folder of our bundle's own, for the journal on disk; null where the framework has no file system. */
    private static @Nullable Path dataArea(BundleContext context) {
        var folder = context.getDataFile("durable");
        return folder == null ? null : folder.toPath().toAbsolutePath();
    }

    private SourceEngine engine() {
        var running = engine;
        if (running == null) {
            throw new IllegalStateException("the source was not activated");
        }
        return running;
    }
}
