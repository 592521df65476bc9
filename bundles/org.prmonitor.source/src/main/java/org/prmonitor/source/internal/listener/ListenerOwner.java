package org.prmonitor.source.internal.listener;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Whose a listener is.
 *
 * @param name symbolic name and version of the bundle, as the log and the status show it
 * @param loader its class loader, which becomes the thread's; null for none
 */
public record ListenerOwner(String name, @Nullable ClassLoader loader) {

    /** A bundle that has registered a service. */
    static ListenerOwner of(Bundle bundle) {
        var wiring = bundle.adapt(BundleWiring.class);
        return new ListenerOwner(nameOf(bundle) + " " + bundle.getVersion(), wiring == null ? null : wiring.getClassLoader());
    }

    /** The symbolic name, which a bundle of the oldest kind does not have. */
    static String nameOf(Bundle bundle) {
        var name = bundle.getSymbolicName();
        return name == null ? "bundle-" + bundle.getBundleId() : name;
    }
}
