package org.prmonitor.source.internal.lane;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/** A real framework with EventAdmins from bundles of any name, and with handlers that only have properties. */
final class HandlerFramework implements AutoCloseable {

    private final Framework framework;

    HandlerFramework(Path storage) throws BundleException {
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(Constants.FRAMEWORK_STORAGE, storage.toString()));
        framework.start();
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** A bundle that is active and empty. */
    Bundle bundle(String symbolicName) throws BundleException, IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_SYMBOLICNAME, symbolicName);
        var bytes = new ByteArrayOutputStream();
        new JarOutputStream(bytes, manifest).close();
        var bundle = context().installBundle(symbolicName, new ByteArrayInputStream(bytes.toByteArray()));
        bundle.start();
        return bundle;
    }

    /** The service that a bundle offers, as the source is told of it. */
    static EventAdminTarget target(Bundle bundle, EventAdmin service) {
        var registration = bundle.getBundleContext().registerService(EventAdmin.class, service, new Hashtable<>());
        return EventAdminTarget.of(service, registration.getReference());
    }

    /**
     * A handler that is registered when this returns.
     *
     * @param topics the value of {@code event.topics}; null for a handler without
     */
    ServiceRegistration<EventHandler> handler(@Nullable Object topics) {
        return context().registerService(EventHandler.class, event -> {}, properties(topics));
    }

    static Hashtable<String, Object> properties(@Nullable Object topics) {
        var properties = new HashMap<String, Object>();
        if (topics != null) {
            properties.put(EventConstants.EVENT_TOPIC, topics);
        }
        return new Hashtable<>(properties);
    }

    @Override
    public void close() throws BundleException {
        framework.stop();
        try {
            framework.waitForStop(10_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
