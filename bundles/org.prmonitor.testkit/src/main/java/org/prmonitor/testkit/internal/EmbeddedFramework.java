package org.prmonitor.testkit.internal;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRevision;

/**
 * A framework in the test's own JVM, with the bundles of the test's class path: Declarative Services, Configuration Admin, EventAdmin,
 * the source, which is not started, and what the test asks for. One thread.
 */
public final class EmbeddedFramework implements AutoCloseable {

    /** Which framework, by a part of its symbolic name, where the class path has several: {@code felix}, {@code eclipse}. */
    public static final String PROPERTY = "prmonitor.testkit.framework";

    /** For what is done in the background right after the start. */
    private static final Duration ERRAND = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ClassPathBundles classPath;
    private final Path storage;
    private final Framework framework;
    private final FrameworkThreads threads = new FrameworkThreads();
    private final CollectedLog log = new CollectedLog();

    private EmbeddedFramework(ClassPathBundles classPath, Path storage, Framework framework) {
        this.classPath = classPath;
        this.storage = storage;
        this.framework = framework;
    }

    /**
     * Started, with all that every test needs.
     *
     * @param loader the test's, which has the class path
     * @param wanted symbolic names of bundles that will be installed
     * @throws IllegalStateException when the class path lacks something; the message has its coordinates
     * @throws IllegalArgumentException when the class path has no bundle of a name that is wanted
     */
    public static EmbeddedFramework start(ClassLoader loader, List<String> wanted) throws IOException, BundleException {
        var classPath = ClassPathBundles.of(loader);
        for (var name : wanted) {
            require(classPath, name);
        }
        var itself = framework(classPath);
        var needed = NeededBundles.of(classPath, itself);
        var storage = Files.createTempDirectory("prmonitor-testkit");
        // Never closed: a framework that has stopped still loads classes for its last steps. The jar is open for the class path anyway.
        var frameworkLoader = new FrameworkLoader(itself.place().toURL(), loader);
        EmbeddedFramework embedded = null;
        try {
            var framework = frameworkLoader.factory().newFramework(properties(storage, SharedPackages.of(classPath, itself)));
            embedded = new EmbeddedFramework(classPath, storage, framework);
            embedded.startWith(needed);
            return embedded;
        } catch (IOException | BundleException | RuntimeException | LinkageError failure) {
            try {
                if (embedded == null) {
                    delete(storage);
                } else {
                    embedded.close();
                }
            } catch (IOException | BundleException | RuntimeException | LinkageError second) {
                failure.addSuppressed(second);
            }
            throw failure;
        }
    }

    /** The framework's own jar, which is a bundle like any other. */
    private static ClassPathBundle framework(ClassPathBundles classPath) {
        var wanted = System.getProperty(PROPERTY, "");
        var present = NeededBundles.FRAMEWORKS.stream().map(classPath::find).flatMap(Optional::stream).toList();
        if (present.isEmpty()) {
            throw NeededBundles.noFramework();
        }
        return present.stream()
                .filter(bundle -> bundle.symbolicName().contains(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("-D" + PROPERTY + "=" + wanted + " is in the name of none of "
                        + present.stream().map(ClassPathBundle::symbolicName).toList()));
    }

    private static Map<String, String> properties(Path storage, String sharedPackages) {
        var properties = new LinkedHashMap<String, String>();
        properties.put(Constants.FRAMEWORK_STORAGE, storage.resolve("framework").toString());
        properties.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, sharedPackages);
        properties.put("felix.cm.dir", storage.resolve("configuration").toString());
        // One handler of URLs a JVM: it is not ours to set.
        properties.put("felix.service.urlhandlers", "false");
        // Resolved by who asks for it: the threads that would do it outlive the framework.
        properties.put("felix.resolver.parallelism", "1");
        // As our launcher has it. Who stands at a breakpoint in a handler must not be dropped for it.
        properties.put("org.apache.felix.eventadmin.Timeout", "0");
        return properties;
    }

    private void startWith(List<ClassPathBundle> needed) throws BundleException {
        try {
            threads.run(() -> start(needed));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the framework was started", interrupted);
        }
    }

    private void start(List<ClassPathBundle> needed) throws BundleException {
        framework.start();
        log.serve(context());
        var installed = new ArrayList<Bundle>();
        for (var bundle : needed) {
            installed.add(context().installBundle(bundle.location()));
        }
        for (var bundle : installed) {
            if (!bundle.getSymbolicName().equals(NeededBundles.SOURCE)) {
                start(bundle);
            }
        }
    }

    /** The framework's own context. */
    public BundleContext context() {
        return framework.getBundleContext();
    }

    /** What its bundles log. */
    public CollectedLog log() {
        return log;
    }

    /**
     * Installs bundles of the class path, and those of it from which they import packages; starts none of them.
     *
     * @throws IllegalArgumentException when the class path has none of that name
     */
    public List<Bundle> install(List<String> symbolicNames) throws BundleException {
        var installed = new ArrayList<Bundle>();
        for (var name : symbolicNames) {
            installed.add(context().installBundle(require(classPath, name).location()));
        }
        installImported(installed);
        return installed;
    }

    private static ClassPathBundle require(ClassPathBundles classPath, String name) {
        return classPath.find(name).orElseThrow(() -> new IllegalArgumentException("no bundle " + name
                + " on the class path of the tests; there are "
                + classPath.all().stream().map(ClassPathBundle::symbolicName).sorted().distinct().toList()));
    }

    /** Installs the project's own bundle, and those of the class path from which it imports packages. */
    public Bundle installProject(String location) throws BundleException {
        var project = context().installBundle(location);
        installImported(List.of(project));
        return project;
    }

    /** Installs who exports what is imported and nobody exports yet, and so on with what those import. */
    private void installImported(List<Bundle> importing) throws BundleException {
        var exported = new LinkedHashSet<String>();
        for (var bundle : context().getBundles()) {
            exported.addAll(exports(bundle));
        }
        var todo = new ArrayList<>(importing);
        while (!todo.isEmpty()) {
            for (var missing : imports(todo.remove(todo.size() - 1))) {
                var exporter = exported.contains(missing) ? null : classPath.exporter(missing).orElse(null);
                if (exporter != null) {
                    var added = context().installBundle(exporter.location());
                    exported.addAll(exports(added));
                    todo.add(added);
                }
            }
        }
    }

    private static Set<String> exports(Bundle bundle) {
        var packages = new LinkedHashSet<String>();
        for (var capability : revision(bundle).getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE)) {
            packages.add(String.valueOf(capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)));
        }
        return packages;
    }

    private static List<String> imports(Bundle bundle) {
        return ManifestHeader.parse(bundle.getHeaders("").get(Constants.IMPORT_PACKAGE)).stream()
                .filter(clause -> !Constants.RESOLUTION_OPTIONAL.equals(clause.attribute(Constants.RESOLUTION_DIRECTIVE + ":")))
                .flatMap(clause -> clause.paths().stream())
                .toList();
    }

    private static BundleRevision revision(Bundle bundle) {
        return bundle.adapt(BundleRevision.class);
    }

    /** Starts a bundle, unless it is a fragment. */
    public static void start(Bundle bundle) throws BundleException {
        if ((revision(bundle).getTypes() & BundleRevision.TYPE_FRAGMENT) == 0) {
            bundle.start(Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY);
        }
    }

    /**
     * Stops everything and deletes what it has stored.
     *
     * @throws IllegalStateException when a thread stays; the message names it, and where it is
     */
    @Override
    public void close() throws IOException, BundleException {
        try {
            threads.awaitErrands(ERRAND);
            threads.run(framework::stop);
            framework.waitForStop(PATIENCE.toMillis());
            var left = threads.awaitEnd(PATIENCE);
            if (!left.isEmpty()) {
                throw new IllegalStateException("the framework did not stop within " + PATIENCE.toSeconds() + " s; its threads:" + text(left));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            delete(storage);
        }
    }

    private static String text(List<Thread> threads) {
        var text = new StringBuilder();
        for (var thread : threads) {
            text.append(System.lineSeparator()).append("  ").append(thread.getName());
            for (var frame : thread.getStackTrace()) {
                text.append(System.lineSeparator()).append("    at ").append(frame);
            }
        }
        return text.toString();
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
