package org.prmonitor.itest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.api.SourceState;
import org.prmonitor.api.channel.MonitorChannelProvider;
import org.prmonitor.testkit.ScriptedChannelProvider;
import org.prmonitor.testkit.ScriptedEvent;

/** The container's real source, running on a scripted channel until closed. */
final class ScriptedSource {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Rings of a size that no other test's source had say that this one's configuration has arrived. In units of 4 KB. */
    private static final AtomicInteger RING_PAGES = new AtomicInteger(256);

    final ScriptedChannelProvider channel = new ScriptedChannelProvider();

    private final int ringBytes = RING_PAGES.incrementAndGet() << 12;

    private final ServiceTracker<MonitorEventSource, MonitorEventSource> sources;
    private final ServiceTracker<ConfigurationAdmin, ConfigurationAdmin> configurationAdmins;
    private final ServiceRegistration<MonitorChannelProvider> registration;

    /**
     * @param settings further properties of the source's PID
     */
    ScriptedSource(BundleContext context, Map<String, ?> settings) throws IOException, InterruptedException {
        sources = new ServiceTracker<>(context, MonitorEventSource.class, null);
        sources.open();
        configurationAdmins = new ServiceTracker<>(context, ConfigurationAdmin.class, null);
        configurationAdmins.open();
        registration = context.registerService(
                MonitorChannelProvider.class, channel, FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, 1_000)));
        configure(settings);
        awaitRing(ringBytes);
        awaitRunningOn(ScriptedChannelProvider.NAME);
        settle();
    }

    /** Replaces the source's configuration, but for the channel and the ring. */
    void configure(Map<String, ?> settings) throws IOException, InterruptedException {
        var properties = new HashMap<String, Object>(settings);
        properties.put("channel", ScriptedChannelProvider.NAME);
        properties.putIfAbsent("ringBytes", ringBytes);
        update(properties);
    }

    /** Replaces the source's configuration. */
    void update(Map<String, Object> properties) throws IOException, InterruptedException {
        var admin = configurationAdmins.waitForService(PATIENCE.toMillis());
        assertNotNull(admin, "no Configuration Admin");
        admin.getConfiguration(MonitorEventSource.PID, "?").updateIfDifferent(FrameworkUtil.asDictionary(properties));
    }

    MonitorEventSource source() throws InterruptedException {
        var source = sources.waitForService(PATIENCE.toMillis());
        assertNotNull(source, "no source");
        return source;
    }

    void awaitRunningOn(String name) throws InterruptedException {
        var status = source().await(PATIENCE, candidate -> candidate.state() == SourceState.RUNNING && name.equals(candidate.channel()));
        assertTrue(status.state() == SourceState.RUNNING && name.equals(status.channel()), status::toString);
    }

    /** The kernel's ring as the source asked for it at last; 0 while no channel is open. */
    int ringBytes() {
        var open = channel.openChannels();
        return open.isEmpty() ? 0 : open.get(open.size() - 1).options().ringBytes();
    }

    /** Configuration Admin delivers on a thread of its own, and nothing but the channel says when. */
    void awaitRing(int expected) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ringBytes() != expected && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        assertEquals(expected, ringBytes());
    }

    /** Emits, and waits until all of it has left through EventAdmin. */
    void emit(ScriptedEvent... events) throws InterruptedException {
        channel.emit(events);
        settle();
    }

    void settle() throws InterruptedException {
        assertTrue(source().flush(PATIENCE), () -> "not delivered within " + PATIENCE);
    }

    /**
     * Leaves the source as it was. The configuration is emptied and not deleted: Felix SCR 2.2.18 takes the first version of
     * a configuration that is made anew at once for one older than the deleted, and never looks at it.
     */
    void close() throws IOException, InterruptedException {
        update(Map.of());
        registration.unregister();
        configurationAdmins.close();
        sources.close();
    }
}
