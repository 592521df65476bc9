package org.prmonitor.testkit.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.osgi.framework.Version;

/**
 * The packages that bundles share with the test, by way of the system bundle: a test could not use a service whose type
 * it has from somewhere else than the bundle.
 */
final class SharedPackages {

    /** Where a package begins with one of these, it is shared. */
    private static final List<String> PREFIXES = List.of(
            "org.prmonitor.", "org.osgi.service.", "org.osgi.util.promise", "org.osgi.util.function", "org.osgi.util.pushstream",
            "org.jspecify.", "kotlin", "kotlinx");

    private SharedPackages() {}

    /**
     * As the framework's property for them wants it.
     *
     * @param framework what the framework exports by itself
     */
    static String of(ClassPathBundles bundles, ClassPathBundle framework) {
        var packages = new LinkedHashMap<String, Version>();
        for (var bundle : bundles.all()) {
            // As a class loader has it: the first one that has a package is the one whose classes are loaded.
            bundle.exports().forEach((name, version) -> {
                if (isShared(name) && !framework.exports().containsKey(name)) {
                    packages.putIfAbsent(name, version);
                }
            });
        }
        return text(packages);
    }

    private static boolean isShared(String packageName) {
        return PREFIXES.stream().anyMatch(prefix -> packageName.equals(prefix)
                || packageName.startsWith(prefix.endsWith(".") ? prefix : prefix + "."));
    }

    private static String text(Map<String, Version> packages) {
        return packages.entrySet().stream()
                .map(shared -> shared.getKey() + ";version=\"" + shared.getValue() + "\"")
                .collect(Collectors.joining(","));
    }
}
