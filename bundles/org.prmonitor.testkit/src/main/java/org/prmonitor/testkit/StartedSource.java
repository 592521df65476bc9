package org.prmonitor.testkit;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.ServiceTracker;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.api.SourceState;
import org.prmonitor.api.SourceStatus;
import org.prmonitor.api.channel.MonitorChannelProvider;
import org.prmonitor.api.event.EventType;
import org.prmonitor.testkit.internal.EmbeddedFramework;
import org.prmonitor.testkit.internal.SourceConfigurations;
import org.prmonitor.testkit.internal.SourceReport;

/**
 * The source's bundle on a scripted channel: started anew with a configuration, and in the end left as it was. What asks for a state may
 * be called from any thread, everything else from the test's.
 */
final class StartedSource {

    private static final String SOURCE_BUNDLE = "org.prmonitor.source";
    private static final String CHANNEL = "channel";
    private static final String TYPES = "types";

    private final BundleContext context;
    private final Supplier<List<String>> log;
    private final ScriptedChannelProvider channel;
    private final Bundle bundle;
    private final SourceConfigurations configurations;
    private final ServiceTracker<MonitorEventSource, MonitorEventSource> sources;
    private final Map<String, Object> configurationBefore;
    private final ServiceRegistration<MonitorChannelProvider> registration;

    /** What was configured last, without the channel. */
    private volatile Map<String, ?> configuration = Map.of();

    /** What is published. */
    private volatile Set<EventType> types = EnumSet.noneOf(EventType.class);

    /** Takes the bundle for this; {@link #start} comes next, and in the end {@link #end}. */
    StartedSource(BundleContext context, ScriptedChannelProvider channel, Supplier<List<String>> log) throws IOException, InterruptedException {
        this.context = context;
        this.channel = channel;
        this.log = log;
        this.bundle = Arrays.stream(context.getBundles())
                .filter(candidate -> SOURCE_BUNDLE.equals(candidate.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no bundle " + SOURCE_BUNDLE + " is installed"));
        this.configurations = new SourceConfigurations(context, ScriptedSource.PATIENCE);
        this.sources = new ServiceTracker<>(context, MonitorEventSource.class, null);
        var before = configurations.read();
        // Emptied at the end and not deleted: Felix SCR 2.2.18 takes the first version of a configuration that is made anew at
        // once for one older than the deleted, and never looks at it.
        this.configurationBefore = before == null ? Map.of() : before;
        this.registration = context.registerService(
                MonitorChannelProvider.class, channel, new Hashtable<>(Map.of(Constants.SERVICE_RANKING, 1_000)));
        sources.open();
    }

    /** Returns when it runs. */
    void start(Map<String, ?> wanted) throws IOException, BundleException, InterruptedException {
        bundle.stop(Bundle.STOP_TRANSIENT);
        configure(wanted);
        EmbeddedFramework.start(bundle);
        awaitRunning();
    }

    MonitorEventSource service() throws InterruptedException {
        var source = sources.waitForService(ScriptedSource.PATIENCE.toMillis());
        if (source == null) {
            throw new IllegalStateException("no source within " + ScriptedSource.PATIENCE.toSeconds() + " s" + report());
        }
        return source;
    }

    /** Returns when the source has been told; what it does on its pump's thread may come later. */
    void configure(Map<String, ?> wanted) throws IOException, InterruptedException {
        var properties = new HashMap<String, Object>(wanted);
        properties.put(CHANNEL, channel.name());
        configurations.replace(properties);
        configuration = Map.copyOf(wanted);
        types = types(wanted.get(TYPES));
    }

    private static Set<EventType> types(@Nullable Object configured) {
        if (configured == null) {
            return EnumSet.of(EventType.STARTED, EventType.EXITED);
        }
        var labels = configured instanceof Object[] array
                ? Arrays.stream(array).map(String::valueOf)
                : Arrays.stream(configured.toString().split(","));
        return labels.filter(label -> !label.isBlank()).map(EventType::ofLabel).collect(Collectors.toSet());
    }

    Map<String, ?> configuration() {
        return configuration;
    }

    Set<EventType> types() {
        return types;
    }

    void awaitRunning() throws InterruptedException {
        var status = service().await(ScriptedSource.PATIENCE, this::isRunning);
        if (!isRunning(status)) {
            throw new IllegalStateException("the source does not run on channel " + channel.name() + report());
        }
    }

    private boolean isRunning(SourceStatus status) {
        return status.state() == SourceState.RUNNING && channel.name().equals(status.channel());
    }

    /** State, books and log, for a message. */
    String report() {
        var source = sources.getService();
        return SourceReport.of(source == null ? null : source.status(), log.get());
    }

    /**
     * Stops it, and starts it as it was.
     *
     * @throws IllegalStateException when a channel stays open
     */
    void end() throws IOException, BundleException, InterruptedException {
        var wasRunning = bundle.getState() == Bundle.ACTIVE;
        bundle.stop(Bundle.STOP_TRANSIENT);
        var closed = channel.awaitClosed(ScriptedSource.PATIENCE);
        configurations.replace(configurationBefore);
        registration.unregister();
        sources.close();
        configurations.close();
        if (wasRunning && context.getBundle().getBundleId() != Constants.SYSTEM_BUNDLE_ID) {
            EmbeddedFramework.start(bundle);
        }
        if (!closed) {
            throw new IllegalStateException("the source has stopped and left " + channel.openChannels().size() + " channels open");
        }
    }
}
