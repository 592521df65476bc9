package org.prmonitor.itest.internal;

import java.util.Arrays;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** The container's bundles. */
final class Bundles {

    private Bundles() {}

    /** The one of that name. */
    static Bundle bySymbolicName(BundleContext context, String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(candidate -> candidate.getSymbolicName().equals(symbolicName))
                .findFirst()
                .orElseThrow();
    }
}
