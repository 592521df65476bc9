package org.prmonitor.testkit;

import java.io.IOException;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * The bundle of a consumer in a running framework, as a test configures, swaps and stops it. What a method does is done when it
 * returns: the consumer gets what is emitted then. One thread.
 */
public final class ConsumerBundle {

    private final BundleContext context;
    private final Bundle bundle;

    private ConsumerBundle(BundleContext context, Bundle bundle) {
        this.context = context;
        this.bundle = bundle;
    }

    /**
     * One that is installed, as with {@code @PrMonitorTest(project = true)}.
     *
     * @param context of the framework
     * @param symbolicName the bundle's
     * @return a new one
     * @throws IllegalArgumentException where none of that name is
     */
    public static ConsumerBundle of(BundleContext context, String symbolicName) {
        return new ConsumerBundle(context, Arrays.stream(context.getBundles())
                .filter(candidate -> symbolicName.equals(candidate.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no bundle " + symbolicName + " is installed")));
    }

    /**
     * Stops it, replaces a configuration, and starts it: its components begin with that one.
     *
     * @param pid of the configuration
     * @param properties replace all that were there
     * @throws IOException when the system refuses; the message says what
     * @throws BundleException when the framework refuses
     */
    public void configure(String pid, Map<String, ?> properties) throws IOException, BundleException {
        replace(properties, admin -> admin.getConfiguration(pid, "?"));
    }

    /**
     * The same with one of the configurations of a factory.
     *
     * @param factoryPid the factory's PID
     * @param name its name
     * @param properties replace all that were there
     * @throws IOException when the system refuses; the message says what
     * @throws BundleException when the framework refuses
     */
    public void configure(String factoryPid, String name, Map<String, ?> properties) throws IOException, BundleException {
        replace(properties, admin -> admin.getFactoryConfiguration(factoryPid, name, "?"));
    }

    /** Where the configuration is. */
    @FunctionalInterface
    private interface Place {
        Configuration in(ConfigurationAdmin admin) throws IOException;
    }

    private void replace(Map<String, ?> properties, Place place) throws IOException, BundleException {
        stop();
        var reference = context.getServiceReference(ConfigurationAdmin.class);
        if (reference == null) {
            throw new IllegalStateException("no Configuration Admin is there");
        }
        try {
            place.in(context.getService(reference)).update(new Hashtable<>(properties));
        } finally {
            context.ungetService(reference);
        }
        start();
    }

    /**
     * Updates it as it lies there: the instance goes, another one comes.
     *
     * @throws BundleException when the framework refuses
     */
    public void swap() throws BundleException {
        bundle.update();
    }

    /**
     * Stops it.
     *
     * @throws BundleException when the framework refuses
     */
    public void stop() throws BundleException {
        bundle.stop(Bundle.STOP_TRANSIENT);
    }

    /**
     * Starts it.
     *
     * @throws BundleException when the framework refuses
     */
    public void start() throws BundleException {
        bundle.start(Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY);
    }
}
