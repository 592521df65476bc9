package org.prmonitor.p2;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarFile;

/** The bundles among the jars of this JVM's class path, where Maven puts what the POM lists. Immutable. */
public final class ClassPathBundles {

    private final Map<String, BundleJar> bySymbolicName;

    private ClassPathBundles(Map<String, BundleJar> bySymbolicName) {
        this.bySymbolicName = Map.copyOf(bySymbolicName);
    }

    /**
     * A jar that is a bundle.
     *
     * @param path absolute
     * @param symbolicName without directives
     * @param version with its qualifier
     * @param fragment whether it attaches to another, and cannot be started
     */
    public record BundleJar(Path path, String symbolicName, String version, boolean fragment) {

        /** The bundle in a file; empty where its manifest names none. */
        public static Optional<BundleJar> of(Path path) throws IOException {
            try (var jar = new JarFile(path.toFile())) {
                var manifest = jar.getManifest();
                var name = manifest == null ? null : manifest.getMainAttributes().getValue("Bundle-SymbolicName");
                if (name == null) {
                    return Optional.empty();
                }
                var headers = manifest.getMainAttributes();
                return Optional.of(new BundleJar(
                        path.toAbsolutePath(),
                        name.split(";")[0].strip(),
                        Optional.ofNullable(headers.getValue("Bundle-Version")).orElse("0.0.0").strip(),
                        headers.getValue("Fragment-Host") != null));
            }
        }
    }

    /** Reads every manifest once. */
    public static ClassPathBundles read() {
        var found = new TreeMap<String, BundleJar>();
        for (var entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            var path = Path.of(entry);
            if (Files.isRegularFile(path)) {
                try {
                    BundleJar.of(path).ifPresent(bundle -> found.putIfAbsent(bundle.symbolicName(), bundle));
                } catch (IOException unreadable) {
                    throw new UncheckedIOException("cannot read the manifest of " + path, unreadable);
                }
            }
        }
        return new ClassPathBundles(found);
    }

    /** All of them, in no order. */
    public Collection<BundleJar> all() {
        return bySymbolicName.values();
    }

    /**
     * One of them.
     *
     * @throws IllegalArgumentException when it is not there
     */
    public BundleJar get(String symbolicName) {
        var bundle = bySymbolicName.get(symbolicName);
        if (bundle == null) {
            throw new IllegalArgumentException("no bundle '" + symbolicName + "' on the class path: add it to the dependencies in features/p2/pom.xml");
        }
        return bundle;
    }
}
