package org.prmonitor.itest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.test.common.annotation.InjectBundleContext;

/** Every bundle resolves and starts. */
class ResolutionTest {

    @InjectBundleContext
    BundleContext context;

    @Test
    void everyBundleIsActive() {
        var notActive = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null)
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                // A lazy bundle, such as JNA, waits for the first class that is asked of it.
                .filter(bundle -> bundle.getState() != Bundle.STARTING
                        || !Constants.ACTIVATION_LAZY.equals(bundle.getHeaders().get(Constants.BUNDLE_ACTIVATIONPOLICY)))
                .map(Bundle::toString)
                .toList();
        assertEquals(List.of(), notActive);
    }

    @Test
    void everyBundleOfPrmonitorIsHere() {
        var names = Arrays.stream(context.getBundles()).map(Bundle::getSymbolicName).collect(Collectors.toSet());
        var expected = Set.of(
                "org.prmonitor.api", "org.prmonitor.nativeaccess", "org.prmonitor.source", "org.prmonitor.consumer.console",
                "org.prmonitor.shell");
        assertTrue(names.containsAll(expected), () -> expected + " are not all among " + names);
    }

    /** Another launcher than ours takes such a service for its application, and ends with it: bnd's, which started this. */
    @Test
    void nobodyAsksForTheMainThreadOfAContainerThatIsNotOurs() throws Exception {
        var services = context.getAllServiceReferences(null, "(main.thread=true)");
        var ours = Stream.of(services == null ? new ServiceReference<?>[0] : services)
                .filter(service -> service.getBundle().getSymbolicName().startsWith("org.prmonitor."))
                .map(ServiceReference::toString)
                .toList();
        assertEquals(List.of(), ours);
    }

    /** The consumer of {@link OrdinaryHandlersTest} is as ignorant as it claims. */
    @Test
    void theHandlersKnowNothingButEventAdmin() {
        var handlers = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals("org.prmonitor.itest.handlers"))
                .findFirst()
                .orElseThrow();
        var packages = handlers.adapt(BundleWiring.class).getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE).stream()
                .map(BundleWire::getCapability)
                .map(capability -> capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE))
                .collect(Collectors.toSet());
        packages.remove("org.jspecify.annotations");
        assertEquals(Set.of("org.osgi.service.event"), packages);
    }
}
