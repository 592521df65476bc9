package org.prmonitor.bench.internal.host;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.api.SourceState;
import org.prmonitor.api.channel.MonitorChannelProvider;

/** The framework as a workload sees it. The workload's thread only, but for {@link #say}. */
public final class Container implements AutoCloseable {

    /** How long anything may take that is done at once on a machine with nothing else to do. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String SOURCE = "org.prmonitor.source";
    private static final String CHANNELS = "org.prmonitor.nativeaccess";

    private final BundleContext context;
    private final FrameworkKind kind;
    private final List<ServiceTracker<?, ?>> trackers = new ArrayList<>();

    /** Of this framework. */
    public Container(BundleContext context, FrameworkKind kind) {
        this.context = context;
        this.kind = kind;
    }

    public BundleContext context() {
        return context;
    }

    /** A file of the distribution, such as {@code bundles/jna.jar}. */
    public Path file(String name) {
        return Path.of(context.getProperty(WorkerMain.HOME)).resolve(name);
    }

    /** A folder that is private to this measurement, and gone after it. */
    public Path folder() {
        return Path.of(context.getProperty(WorkerMain.FOLDER));
    }

    /** One line of progress on standard error. */
    public void say(String line) {
        System.err.println("prmonitor: bench: " + kind.label() + ": " + line);
    }

    /** Waits for a service. */
    public <S> S service(Class<S> type) throws InterruptedException, BenchException {
        var tracker = new ServiceTracker<S, S>(context, type, null);
        tracker.open();
        trackers.add(tracker);
        var service = tracker.waitForService(PATIENCE.toMillis());
        if (service == null) {
            throw new BenchException("no service " + type.getName() + " within " + PATIENCE.toSeconds() + " s");
        }
        return service;
    }

    /**
     * Starts the source with these settings and waits until it watches.
     *
     * @param channel the one that it has to open
     * @throws BenchException that says why the channel does not open
     */
    public MonitorEventSource startSource(String channel, Map<String, ?> settings)
            throws IOException, BundleException, InterruptedException, BenchException {
        configure(service(ConfigurationAdmin.class), channel, settings);
        bundle(CHANNELS).start();
        bundle(SOURCE).start();
        var source = service(MonitorEventSource.class);
        awaitChannel(source, channel);
        return source;
    }

    /**
     * Another channel for the source that runs, which hands over from one to the other.
     *
     * @throws BenchException that says why the channel does not open
     */
    public void changeChannel(MonitorEventSource source, ConfigurationAdmin configurations, String channel)
            throws IOException, InterruptedException, BenchException {
        configure(configurations, channel, Map.of());
        awaitChannel(source, channel);
    }

    private static void configure(ConfigurationAdmin configurations, String channel, Map<String, ?> settings) throws IOException {
        var configuration = new TreeMap<String, Object>(settings);
        configuration.put("channel", channel);
        configurations.getConfiguration(MonitorEventSource.PID, "?").update(FrameworkUtil.asDictionary(configuration));
    }

    private static void awaitChannel(MonitorEventSource source, String channel) throws InterruptedException, BenchException {
        var status = source.await(PATIENCE, now -> now.state() == SourceState.RUNNING && channel.equals(now.channel()) || !now.remarks().isEmpty());
        if (status.state() != SourceState.RUNNING || !channel.equals(status.channel())) {
            throw new BenchException("channel " + channel + " does not open: " + String.join("; ", status.remarks()));
        }
    }

    /** Starts a bundle that is installed, if it does not run yet. */
    public void startBundle(String symbolicName) throws BundleException, BenchException {
        bundle(symbolicName).start();
    }

    /** Starts the channels alone, and waits for one of them. {@link #stopSource} stops them. */
    public MonitorChannelProvider startChannels(String channel) throws BundleException, InterruptedException, BenchException {
        bundle(CHANNELS).start();
        var found = new CompletableFuture<MonitorChannelProvider>();
        var tracker = new ServiceTracker<MonitorChannelProvider, MonitorChannelProvider>(context, MonitorChannelProvider.class, null) {
            @Override
            public MonitorChannelProvider addingService(ServiceReference<MonitorChannelProvider> reference) {
                var provider = super.addingService(reference);
                if (provider.name().equals(channel)) {
                    found.complete(provider);
                }
                return provider;
            }
        };
        trackers.add(tracker);
        tracker.open();
        try {
            return found.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException missing) {
            throw new BenchException("channel " + channel + " is not there within " + PATIENCE.toSeconds() + " s", missing);
        }
    }

    /** Stops the source and all that it started. */
    public void stopSource() throws BundleException, BenchException {
        bundle(SOURCE).stop();
        bundle(CHANNELS).stop();
    }

    /** The versions of all that matters to a measurement. */
    Map<String, String> versions() throws BenchException {
        var versions = new TreeMap<String, String>();
        var framework = context.getBundle(0);
        versions.put(framework.getSymbolicName(), framework.getVersion().toString());
        for (var name : List.of(kind.eventAdmin(), "org.apache.felix.scr", SOURCE, CHANNELS)) {
            versions.put(name, bundle(name).getVersion().toString());
        }
        versions.put("java", Runtime.version().toString());
        return versions;
    }

    @Override
    public void close() {
        trackers.forEach(ServiceTracker::close);
    }

    private Bundle bundle(String symbolicName) throws BenchException {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new BenchException("no bundle " + symbolicName));
    }
}
