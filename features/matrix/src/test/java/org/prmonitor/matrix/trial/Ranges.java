package org.prmonitor.matrix.trial;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/** What a bundle asks others for, with the lowest version that it takes, and what it was given. */
final class Ranges {

    /** What we ask of each other is of one version anyway. */
    private static final String OURS = "org.prmonitor.";

    /** The lower bound in a requirement's filter, (version>=1.5.0); the framework makes it of a range in Import-Package. */
    private static final Pattern FLOOR = Pattern.compile("version>=([0-9.]+)");

    private static final Map<String, String> NAMESPACES =
            Map.of("osgi.wiring.package", "version", "osgi.extender", "version", "osgi.implementation", "version");

    private Ranges() {}

    /** A line for each: {@code range BUNDLE NAME FLOOR GIVEN}. */
    static List<String> of(Bundle bundle) {
        return bundle.adapt(BundleWiring.class).getRequiredWires(null).stream()
                .filter(wire -> NAMESPACES.containsKey(wire.getCapability().getNamespace()))
                .filter(wire -> !wire.getProvider().getSymbolicName().startsWith(OURS))
                .flatMap(wire -> line(bundle, wire).stream())
                .toList();
    }

    private static List<String> line(Bundle bundle, BundleWire wire) {
        var namespace = wire.getCapability().getNamespace();
        var floor = FLOOR.matcher(wire.getRequirement().getDirectives().getOrDefault("filter", ""));
        if (!floor.find()) {
            return List.of();
        }
        return List.of(String.join(
                " ",
                "range",
                bundle.getSymbolicName(),
                String.valueOf(wire.getCapability().getAttributes().get(namespace)),
                floor.group(1),
                String.valueOf(wire.getCapability().getAttributes().get(NAMESPACES.get(namespace)))));
    }
}
