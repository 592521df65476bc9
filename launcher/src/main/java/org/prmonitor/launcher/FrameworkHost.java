package org.prmonitor.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** A running framework with storage of its own, which goes when it goes. */
final class FrameworkHost implements AutoCloseable {

    private static final long STOP_SECONDS = 3;

    private final Framework framework;
    private final Path storage;
    private final DistributionBundles bundles;

    private FrameworkHost(Framework framework, Path storage, DistributionBundles bundles) {
        this.framework = framework;
        this.storage = storage;
        this.bundles = bundles;
    }

    /**
     * Starts an empty framework.
     *
     * @param settings its properties, beside the storage
     */
    static FrameworkHost start(DistributionBundles bundles, Map<String, String> settings) throws IOException, BundleException {
        var storage = TemporaryFolder.create();
        var properties = new HashMap<>(settings);
        properties.put(Constants.FRAMEWORK_STORAGE, storage.resolve("framework").toString());
        properties.put("felix.fileinstall.tmpdir", storage.resolve("fileinstall").toString());
        try {
            var framework = ServiceLoader.load(FrameworkFactory.class).iterator().next().newFramework(properties);
            framework.start();
            return new FrameworkHost(framework, storage, bundles);
        } catch (BundleException | RuntimeException failure) {
            TemporaryFolder.delete(storage);
            throw failure;
        }
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** Nobody has stopped it. */
    boolean isActive() {
        return framework.getState() == Bundle.ACTIVE;
    }

    /** A folder for whatever has to be a file, for as long as this framework runs. */
    Path storage() {
        return storage;
    }

    /** Makes a bundle known, for others to import from. */
    Bundle install(String name) throws BundleException {
        return context().installBundle(bundles.location(name));
    }

    /** Installs and starts. */
    Bundle start(String name) throws BundleException {
        var bundle = install(name);
        bundle.start();
        StartTrace.done(name);
        return bundle;
    }

    /** Waits until the framework stops, because somebody in it asked for that. */
    void awaitStop() throws InterruptedException {
        framework.waitForStop(0);
    }

    /** Stops the framework and removes its storage, also when the thread was interrupted. */
    @Override
    public void close() throws BundleException {
        var interrupted = Thread.interrupted();
        // Bundles that lost the log print there what they think of being stopped; Felix EventAdmin does, now and then.
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        try {
            framework.stop();
            framework.waitForStop(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
        } catch (InterruptedException impatient) {
            interrupted = true;
        } finally {
            TemporaryFolder.delete(storage);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
