package org.prmonitor.bench.internal.host;

import java.util.List;
import java.util.Map;

/** A framework with its own EventAdmin and log. Paths are the distribution's. */
public enum FrameworkKind {
    /** Apache Felix. */
    FELIX(
            "lib/org.apache.felix.framework.jar",
            "org.apache.felix.eventadmin",
            List.of("bundles/org.apache.felix.log.jar", "bundles/org.apache.felix.eventadmin.jar")),
    /** Eclipse Equinox, which brings its log along. */
    EQUINOX(
            "bench/org.eclipse.osgi.jar",
            "org.eclipse.equinox.event",
            List.of("bench/org.osgi.service.event.jar", "bench/org.eclipse.equinox.event.jar"));

    private final String jar;
    private final String eventAdmin;
    private final List<String> bundles;

    FrameworkKind(String jar, String eventAdmin, List<String> bundles) {
        this.jar = jar;
        this.eventAdmin = eventAdmin;
        this.bundles = bundles;
    }

    /** The framework itself. */
    String jar() {
        return jar;
    }

    /** Symbolic name of its EventAdmin. */
    String eventAdmin() {
        return eventAdmin;
    }

    /** Properties with which its EventAdmin runs as prmonitor itself runs it: Felix's then has no time-out, and no threads for it. */
    public Map<String, String> eventAdminSettings() {
        return this == FELIX ? Map.of("org.apache.felix.eventadmin.Timeout", "0") : Map.of();
    }

    /** What only this framework needs, in the order in which it starts. */
    List<String> bundles() {
        return bundles;
    }

    /** As in a table. */
    public String label() {
        return this == FELIX ? "Felix" : "Equinox";
    }
}
