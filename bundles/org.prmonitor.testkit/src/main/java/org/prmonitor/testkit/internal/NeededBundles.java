package org.prmonitor.testkit.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a framework under test has in it, and the Maven coordinates of what the class path lacks for it. */
final class NeededBundles {

    static final String SOURCE = "org.prmonitor.source";

    private static final String FELIX = "org.apache.felix.framework";
    private static final String EQUINOX = "org.eclipse.osgi";

    static final List<String> FRAMEWORKS = List.of(FELIX, EQUINOX);

    /** EventAdmins by who can run them; the first that is there is taken. Equinox's resolves on Equinox alone. */
    private static final Map<String, List<String>> EVENT_ADMINS = Map.of(
            FELIX, List.of("org.apache.felix.eventadmin"),
            EQUINOX, List.of("org.apache.felix.eventadmin", "org.eclipse.equinox.event"));

    /** Packages that the bundles take from the class path, and who has them. */
    private static final Map<String, String> PACKAGES = packages();

    private static final String REMEDY = "; either add them to the tests' class path, or the one dependency that has them all,"
            + " org.prmonitor:org.prmonitor.testkit.felix with type pom and scope test";

    private NeededBundles() {}

    private static Map<String, String> packages() {
        var packages = new LinkedHashMap<String, String>();
        packages.put("org.osgi.service.event", "org.osgi:org.osgi.service.event");
        packages.put("org.osgi.service.log", "org.osgi:org.osgi.service.log");
        packages.put("org.osgi.service.cm", "org.osgi:org.osgi.service.cm");
        packages.put("org.osgi.service.component", "org.osgi:org.osgi.service.component");
        packages.put("org.osgi.util.promise", "org.osgi:org.osgi.util.promise");
        packages.put("org.osgi.util.function", "org.osgi:org.osgi.util.function");
        return packages;
    }

    /**
     * Those without which nothing runs, in the order in which they are started; the source is the last one.
     *
     * @throws IllegalStateException that names the coordinates of all that is missing
     */
    static List<ClassPathBundle> of(ClassPathBundles classPath, ClassPathBundle framework) {
        var missing = new ArrayList<String>();
        var needed = new ArrayList<ClassPathBundle>();
        PACKAGES.forEach((name, coordinates) -> {
            if (!framework.exports().containsKey(name) && classPath.exporter(name).isEmpty()) {
                missing.add(coordinates);
            }
        });
        add(needed, missing, classPath.find("org.apache.felix.configadmin"), "org.apache.felix:org.apache.felix.configadmin");
        add(needed, missing, classPath.find("org.apache.felix.scr"), "org.apache.felix:org.apache.felix.scr");
        var eventAdmins = EVENT_ADMINS.getOrDefault(framework.symbolicName(), EVENT_ADMINS.get(FELIX));
        var eventAdmin = eventAdmins.stream().map(classPath::find).flatMap(Optional::stream).findFirst();
        add(needed, missing, eventAdmin, "org.apache.felix:org.apache.felix.eventadmin");
        add(needed, missing, classPath.find(SOURCE), "org.prmonitor:org.prmonitor.source");
        if (!missing.isEmpty()) {
            throw new IllegalStateException("not on the class path of the tests, or without a manifest of a bundle (then it was"
                    + " compiled and not packaged yet): " + String.join(", ", missing) + REMEDY);
        }
        return needed;
    }

    private static void add(
            List<ClassPathBundle> needed, List<String> missing, Optional<ClassPathBundle> bundle, String coordinates) {
        bundle.ifPresentOrElse(needed::add, () -> missing.add(coordinates));
    }

    /** There is no framework at all. */
    static IllegalStateException noFramework() {
        return new IllegalStateException("no OSGi framework on the class path of the tests:"
                + " org.apache.felix:org.apache.felix.framework or org.eclipse.platform:org.eclipse.osgi" + REMEDY);
    }
}
