package org.prmonitor.matrix.trial;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;

/** The bundles in a container. */
final class Deployment {

    private static final String OURS = "org.prmonitor.";

    /** Without a component of their own there is nothing to look for. */
    private static final String LIBRARY = "org.prmonitor.api";

    private final BundleContext context;
    private final List<Bundle> bundles = new ArrayList<>();

    Deployment(BundleContext context) {
        this.context = context;
    }

    Bundle install(Path jar) throws BundleException {
        var bundle = context.installBundle("reference:" + jar.toUri());
        bundles.add(bundle);
        return bundle;
    }

    Bundle installAndStart(Path jar) throws BundleException {
        var bundle = context.installBundle(jar.toUri().toString());
        bundle.start();
        return bundle;
    }

    /** Starts all, now that all are there. */
    void start() throws BundleException {
        for (var bundle : bundles) {
            if (!isFragment(bundle)) {
                bundle.start();
            }
        }
    }

    /** Every bundle is active, and every component of ours has what it asks for. */
    void awaitSatisfied() throws Exception {
        for (var bundle : bundles) {
            if (!isFragment(bundle) && bundle.getState() != Bundle.ACTIVE && !isLazy(bundle)) {
                throw new AssertionError("not active: " + bundle);
            }
        }
        if (ours().count() < 2) {
            throw new AssertionError("none of ours among " + bundles);
        }
        Waiting.untilNothing("components", () -> {
            var components = Components.of(context, ours().toList());
            var without = ours().filter(bundle -> !bundle.getSymbolicName().equals(LIBRARY))
                    .filter(bundle -> !components.hasAny(bundle))
                    .map(bundle -> "no component of " + bundle);
            return Stream.concat(components.notSatisfied().stream(), without).collect(Collectors.joining("; "));
        });
    }

    /** Of every package that ours take from others, and of the extender: what is asked for and what was found. */
    List<String> ranges() {
        return ours().flatMap(bundle -> Ranges.of(bundle).stream()).toList();
    }

    /** Stops all, and nothing of ours is left in the registry. */
    void stopInAnyOrder(Random random) throws BundleException {
        var order = new ArrayList<>(bundles);
        Collections.shuffle(order, random);
        for (var bundle : order) {
            if (!isFragment(bundle)) {
                bundle.stop();
            }
            if (bundle.getRegisteredServices() != null) {
                throw new AssertionError("stopped, but offers " + Arrays.toString(bundle.getRegisteredServices()));
            }
        }
        var inUse = ours().flatMap(bundle -> Stream.ofNullable(bundle.getServicesInUse()).flatMap(Stream::of))
                .map(ServiceReference::toString)
                .toList();
        if (!inUse.isEmpty()) {
            throw new AssertionError("stopped, but uses " + inUse);
        }
    }

    void assertNoThreadLeft() throws Exception {
        Waiting.untilNothing("threads", () -> Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("prmonitor"))
                .collect(Collectors.joining(", ")));
    }

    private Stream<Bundle> ours() {
        return bundles.stream().filter(bundle -> bundle.getSymbolicName().startsWith(OURS));
    }

    private static boolean isFragment(Bundle bundle) {
        return (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }

    /** Such as JNA: it waits for the first class that is asked of it. */
    private static boolean isLazy(Bundle bundle) {
        return bundle.getState() == Bundle.STARTING
                && Constants.ACTIVATION_LAZY.equals(bundle.getHeaders().get(Constants.BUNDLE_ACTIVATIONPOLICY));
    }
}
