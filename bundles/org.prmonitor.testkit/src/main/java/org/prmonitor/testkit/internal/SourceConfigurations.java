package org.prmonitor.testkit.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.util.tracker.ServiceTracker;
import org.prmonitor.api.MonitorEventSource;

/** The configuration of the source in Configuration Admin, and when a change of it has arrived. One thread. */
public final class SourceConfigurations implements AutoCloseable {

    /**
     * Another configuration, which nobody reads. Configuration Admin tells its listeners of one change after the other: who is told
     * of a change of this one knows that all have been told of those before it.
     */
    private static final String BARRIER = "org.prmonitor.testkit.barrier";

    private static final String NUMBER = "number";

    /** A number that no earlier barrier had, not even in the same container. */
    private static final AtomicLong NUMBERS = new AtomicLong(System.nanoTime());

    private final BundleContext context;
    private final Duration patience;
    private final ServiceTracker<ConfigurationAdmin, ConfigurationAdmin> admins;

    /** From now on. */
    public SourceConfigurations(BundleContext context, Duration patience) {
        this.context = context;
        this.patience = patience;
        this.admins = new ServiceTracker<>(context, ConfigurationAdmin.class, null);
        admins.open();
    }

    /** What holds now; null for nothing. */
    public @Nullable Map<String, Object> read() throws IOException, InterruptedException {
        return map(configuration(MonitorEventSource.PID).getProperties());
    }

    /** Replaces it, and returns when whoever listens to Configuration Admin has been told. */
    public void replace(Map<String, ?> properties) throws IOException, InterruptedException {
        configuration(MonitorEventSource.PID).updateIfDifferent(new Hashtable<>(properties));
        awaitTold();
    }

    private void awaitTold() throws IOException, InterruptedException {
        var told = new CountDownLatch(1);
        ConfigurationListener listener = event -> {
            if (BARRIER.equals(event.getPid())) {
                told.countDown();
            }
        };
        var registration = context.registerService(ConfigurationListener.class, listener, null);
        try {
            configuration(BARRIER).update(new Hashtable<>(Map.of(NUMBER, NUMBERS.incrementAndGet())));
            if (!told.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("Configuration Admin has told nobody of a change within " + patience.toSeconds() + " s");
            }
        } finally {
            registration.unregister();
        }
    }

    private Configuration configuration(String pid) throws IOException, InterruptedException {
        var admin = admins.waitForService(patience.toMillis());
        if (admin == null) {
            throw new IllegalStateException("no Configuration Admin within " + patience.toSeconds() + " s");
        }
        return admin.getConfiguration(pid, "?");
    }

    private static @Nullable Map<String, Object> map(@Nullable Dictionary<String, Object> dictionary) {
        if (dictionary == null) {
            return null;
        }
        var map = new HashMap<String, Object>();
        for (Enumeration<String> keys = dictionary.keys(); keys.hasMoreElements(); ) {
            var key = keys.nextElement();
            map.put(key, dictionary.get(key));
        }
        map.remove("service.pid");
        return map;
    }

    @Override
    public void close() {
        admins.close();
    }
}
