package org.prmonitor.itest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ConfigurationAdmin;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.api.SourceState;
import org.prmonitor.testkit.ScriptedChannelProvider;
import org.prmonitor.testkit.ScriptedEvent;
import org.prmonitor.testkit.ScriptedSource;

/**
 * The container's real source on a scripted channel until closed: the test kit's, for tests in which listeners block, types are asked for
 * that are not published, and configurations make no sense.
 */
final class ContainerSource implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    final ScriptedChannelProvider channel;

    private final BundleContext context;
    private final ScriptedSource scripted;

    /**
     * Starts the source anew.
     *
     * @param settings properties of the source's PID, but for the channel
     */
    ContainerSource(BundleContext context, Map<String, ?> settings) throws IOException, BundleException, InterruptedException {
        this.context = context;
        this.scripted = ScriptedSource.open(context, settings);
        this.channel = scripted.channel();
    }

    /** Replaces the source's configuration, but for the channel, and returns when it holds. */
    void configure(Map<String, ?> settings) throws IOException, InterruptedException {
        scripted.configure(settings);
    }

    /** Replaces the source's configuration, whatever it says. Configuration Admin delivers it on a thread of its own, soon. */
    void update(Map<String, ?> properties) throws IOException {
        var reference = context.getServiceReference(ConfigurationAdmin.class);
        try {
            context.getService(reference).getConfiguration(MonitorEventSource.PID, "?").update(FrameworkUtil.asDictionary(properties));
        } finally {
            context.ungetService(reference);
        }
    }

    MonitorEventSource source() throws InterruptedException {
        return scripted.source();
    }

    /** After whatever has made it leave its channel. */
    void awaitRunning() throws InterruptedException {
        var status = source().await(PATIENCE, now -> now.state() == SourceState.RUNNING && channel.name().equals(now.channel()));
        assertTrue(status.state() == SourceState.RUNNING && channel.name().equals(status.channel()), status::toString);
    }

    /** The kernel's ring as the source asked for it. */
    int ringBytes() {
        var open = channel.openChannels();
        assertEquals(1, open.size(), "open channels");
        return open.get(0).options().ringBytes();
    }

    /** Emits, and waits until all of it has left through EventAdmin. */
    void emit(ScriptedEvent... events) throws InterruptedException {
        channel.emit(events);
        settle();
    }

    /** Waits for EventAdmin, and not for listeners, some of which never return. */
    void settle() throws InterruptedException {
        assertTrue(source().flush(PATIENCE), () -> "not delivered within " + PATIENCE);
    }

    @Override
    public void close() throws IOException, BundleException {
        scripted.close();
    }
}
