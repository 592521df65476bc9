package org.prmonitor.bench.internal.host;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;

/** Which files of the distribution a measurement needs. */
public final class Distribution {

    /** What the others are built on; started in this order. */
    private static final List<String> SERVICES = List.of(
            "bundles/org.osgi.util.function.jar",
            "bundles/org.osgi.util.promise.jar",
            "bundles/org.osgi.service.component.jar",
            "bundles/org.apache.felix.configadmin.jar",
            "bundles/org.apache.felix.scr.jar");

    /** Installed for whoever starts them. */
    private static final List<String> PRMONITOR = List.of(
            "bundles/jna.jar",
            "bundles/jna-platform.jar",
            "bundles/org.prmonitor.api.jar",
            "bundles/org.prmonitor.nativeaccess.jar",
            "bundles/org.prmonitor.source.jar",
            "bench/org.prmonitor.testkit.jar",
            "bench/kotlin-osgi-bundle.jar",
            "bench/org.prmonitor.kotlinx.coroutines.jar",
            "bench/org.prmonitor.kotlin.jar",
            "bench/org.prmonitor.bench.kotlin.jar");

    /** This jar; last, when all is there. */
    private static final String BENCH = "bench/org.prmonitor.bench.jar";

    /** What the names of Equinox's jars begin with. */
    private static final String EQUINOX = "org.eclipse.";

    /** Whose versions matter outside of a framework. */
    private static final List<String> VERSIONED = List.of(
            FrameworkKind.FELIX.jar(),
            "bundles/org.apache.felix.eventadmin.jar",
            "bundles/org.prmonitor.consumer.console.jar",
            "bundles/org.prmonitor.nativeaccess.jar",
            "bundles/org.prmonitor.source.jar");

    private final Path home;

    Distribution(Path home) {
        this.home = home;
    }

    /**
     * Where this program was installed, as its script says.
     *
     * @throws BenchException where it was not started by that
     */
    public static Distribution current() throws BenchException {
        var home = System.getProperty("prmonitor.home");
        if (home == null || !Files.isRegularFile(Path.of(home).resolve(BENCH))) {
            throw new BenchException("the distribution is not where the system property prmonitor.home says (" + home
                    + "); start launcher/prmonitor bench");
        }
        return new Distribution(Path.of(home).toAbsolutePath());
    }

    /** Its folder, absolute. */
    public Path home() {
        return home;
    }

    /** The class path of a JVM that runs a framework. */
    String classPath(FrameworkKind kind) {
        return home.resolve(kind.jar()) + File.pathSeparator + home.resolve(BENCH);
    }

    /** What is installed and started, in this order. */
    List<Path> started(FrameworkKind kind) {
        var names = new ArrayList<>(kind.bundles());
        names.addAll(SERVICES);
        names.add(BENCH);
        return names.stream().map(home::resolve).toList();
    }

    /**
     * The class path of a JVM without a framework, which may start one within itself: all jars, but Equinox, whose classes would
     * stand in the place of Felix's.
     */
    public String plainClassPath() throws BenchException {
        var jars = new ArrayList<String>();
        for (var folder : List.of("bench", "bundles", "lib")) {
            try (var files = Files.list(home.resolve(folder))) {
                files.filter(jar -> !jar.getFileName().toString().startsWith(EQUINOX)).map(Path::toString).sorted().forEach(jars::add);
            } catch (IOException unreadable) {
                throw new BenchException("cannot read the folder '" + folder + "' of the distribution: " + unreadable, unreadable);
            }
        }
        return String.join(File.pathSeparator, jars);
    }

    /** The versions of what a JVM without a framework measures, by symbolic name. */
    public Map<String, String> plainVersions() throws BenchException {
        var versions = new TreeMap<String, String>();
        for (var name : VERSIONED) {
            try (var jar = new JarFile(home.resolve(name).toFile())) {
                var attributes = jar.getManifest().getMainAttributes();
                versions.put(attributes.getValue("Bundle-SymbolicName").replaceAll(";.*", ""), attributes.getValue("Bundle-Version"));
            } catch (IOException unreadable) {
                throw new BenchException("cannot read '" + name + "' of the distribution: " + unreadable, unreadable);
            }
        }
        return versions;
    }

    /** What is only installed. */
    List<Path> installed() {
        return PRMONITOR.stream().map(home::resolve).toList();
    }
}
