package org.prmonitor.p2;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.prmonitor.p2.ClassPathBundles.BundleJar;
import org.prmonitor.p2.consumer.ConsumerActivator;
import org.prmonitor.p2.control.ControlActivator;
import org.prmonitor.p2.workbench.WorkbenchActivator;
import org.prmonitor.testkit.BundleCopy;

/** The repositories beside the site: an Equinox with nothing in it, somebody's consumer in two versions, and our next build. */
final class TestRepositories {

    /** The empty Equinox: a product. */
    static final String PLATFORM = "test.equinox";

    /** The workbench of the Eclipse IDE: a product. */
    static final String IDE = "test.ide";

    /** Somebody else's bundle. */
    static final String CONSUMER = "somebody.else";

    /** What the next build's version has for a qualifier: higher than {@code SNAPSHOT}, as letters go. */
    static final String NEXT_QUALIFIER = "v20990101-0000";

    /** What Declarative Services, EventAdmin and Configuration Admin take, with the levels that they are started at; 0 for none. */
    private static final Map<String, Integer> PLATFORM_BUNDLES = new TreeMap<>(Map.of(
            "org.eclipse.osgi", 0,
            "org.eclipse.equinox.launcher", 0,
            "org.eclipse.equinox.simpleconfigurator", 1,
            "org.apache.felix.scr", 2,
            "org.apache.felix.configadmin", 2,
            "org.eclipse.equinox.event", 2,
            "org.osgi.service.component", 0,
            "org.osgi.service.event", 0,
            "org.osgi.util.function", 0,
            "org.osgi.util.promise", 0));

    /** What else is started in an IDE. */
    private static final Map<String, Integer> IDE_LEVELS = Map.of(
            "org.eclipse.equinox.simpleconfigurator", 1,
            "org.apache.felix.scr", 2,
            "org.eclipse.equinox.common", 2,
            "org.eclipse.equinox.event", 2,
            "org.eclipse.core.runtime", 4);

    /** What the IDE needs of p2, and what these need. */
    private static final List<String> IDE_P2_BUNDLES = List.of(
            "bcpg", "bcprov", "bcutil", "org.eclipse.core.net", "org.eclipse.equinox.concurrent", "org.eclipse.equinox.launcher",
            "org.eclipse.equinox.p2.artifact.repository", "org.eclipse.equinox.p2.core", "org.eclipse.equinox.p2.engine",
            "org.eclipse.equinox.p2.jarprocessor", "org.eclipse.equinox.p2.metadata", "org.eclipse.equinox.p2.metadata.repository",
            "org.eclipse.equinox.p2.repository", "org.eclipse.equinox.security", "org.eclipse.equinox.simpleconfigurator", "org.tukaani.xz");

    private final P2 p2;
    private final Path folder;
    private final Publisher publisher;

    TestRepositories(P2 p2, Path folder) {
        this.p2 = p2;
        this.folder = folder;
        publisher = new Publisher(p2, Instant.parse("2026-01-01T00:00:00Z"));
    }

    /** The empty Equinox, and the bundle that listens to the test. */
    Path platform() throws IOException, InterruptedException {
        var source = folder.resolve("platform-source");
        var plugins = Files.createDirectories(source.resolve("plugins"));
        var bundles = ClassPathBundles.read();
        for (var name : PLATFORM_BUNDLES.keySet()) {
            copy(bundles.get(name), plugins);
        }
        TestBundle.write(plugins, "test.control", "1.0.0", ControlActivator.class, "org.eclipse.equinox.internal.provisional.configurator");
        var levels = new TreeMap<>(PLATFORM_BUNDLES);
        levels.values().removeIf(level -> level == 0);
        var names = new TreeSet<>(PLATFORM_BUNDLES.keySet());
        names.add("test.control");
        return publishProduct("Empty Equinox", PLATFORM, names, levels, Map.of("eclipse.ignoreApp", "true", "osgi.noShutdown", "true"), source);
    }

    /** The bundles of an Eclipse 4 application, as the demo has them, without ours. */
    Path eclipse() throws IOException, InterruptedException {
        var plugins = Files.createDirectories(folder.resolve("eclipse-source/plugins"));
        for (var bundle : eclipseBundles()) {
            copy(bundle, plugins);
        }
        var repository = folder.resolve("eclipse");
        publisher.publish("Eclipse", plugins.getParent(), repository);
        return repository;
    }

    /** The workbench of the Eclipse IDE, and the bundle that does in it what a user does. */
    Path ide() throws IOException, InterruptedException {
        var source = folder.resolve("ide-source");
        var plugins = Files.createDirectories(source.resolve("plugins"));
        var bundles = new ArrayList<>(eclipseBundles());
        bundles.addAll(bundlesIn(Path.of("target/ide")));
        IDE_P2_BUNDLES.forEach(name -> bundles.add(ClassPathBundles.read().get(name)));
        var names = new TreeSet<>(List.of("test.workbench"));
        for (var bundle : bundles) {
            // The fragments of other systems: the installer would refuse them.
            if (!bundle.symbolicName().matches(".*[.](win32|cocoa|macosx)([.].*)?")) {
                copy(bundle, plugins);
                names.add(bundle.symbolicName());
            }
        }
        TestBundle.write(
                plugins, "test.workbench", "1.0.0", WorkbenchActivator.class,
                "org.osgi.service.event,org.eclipse.core.commands,org.eclipse.core.commands.common,org.eclipse.jface.dialogs,org.eclipse.jface.preference,"
                        + "org.eclipse.jface.resource,org.eclipse.jface.window,org.eclipse.swt,org.eclipse.swt.graphics,org.eclipse.swt.widgets,org.eclipse.ui,"
                        + "org.eclipse.ui.dialogs,org.eclipse.ui.handlers,org.eclipse.ui.services,org.eclipse.ui.views");
        return publishProduct("Eclipse IDE", IDE, names, IDE_LEVELS, Map.of("eclipse.application", "org.eclipse.ui.ide.workbench"), source);
    }

    private Path publishProduct(
            String name, String id, Collection<String> plugins, Map<String, Integer> levels, Map<String, String> properties, Path source)
            throws IOException, InterruptedException {
        var repository = folder.resolve(id + "-repository");
        publisher.publish(name, source, repository);
        var product = Files.writeString(folder.resolve(id + ".product"), product(name, id, plugins, levels, properties));
        var location = repository.toUri().toString();
        p2.run(
                "org.eclipse.equinox.p2.publisher.ProductPublisher",
                "-metadataRepository", location, "-artifactRepository", location, "-append", "-publishArtifacts", "-compress",
                "-productFile", product.toString(), "-flavor", "tooling", "-configs", "gtk.linux.x86_64");
        return repository;
    }

    private static List<BundleJar> eclipseBundles() throws IOException {
        return bundlesIn(Path.of("../rcp/target/product/plugins")).stream()
                // Batik's style sheets, which Eclipse has under another name.
                .filter(bundle -> !bundle.symbolicName().startsWith("org.prmonitor.") || bundle.symbolicName().equals("org.prmonitor.batik.css"))
                .toList();
    }

    private static List<BundleJar> bundlesIn(Path plugins) throws IOException {
        var bundles = new ArrayList<BundleJar>();
        try (var files = Files.newDirectoryStream(plugins, "*.jar")) {
            for (var file : files) {
                bundles.add(BundleJar.of(file).orElseThrow(() -> new IOException(file + " is no bundle")));
            }
        }
        return bundles;
    }

    private static void copy(BundleJar bundle, Path plugins) throws IOException {
        var name = bundle.symbolicName() + "_" + bundle.version() + ".jar";
        Files.copy(bundle.path(), plugins.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Somebody else's bundle, 1.0.0 and 2.0.0. */
    Path consumers() throws IOException, InterruptedException {
        var source = folder.resolve("consumers-source");
        for (var version : List.of("1.0.0", "2.0.0")) {
            TestBundle.write(
                    source.resolve("plugins"), CONSUMER, version, ConsumerActivator.class,
                    "org.osgi.service.event,org.prmonitor.api,org.prmonitor.api.event");
        }
        var repository = folder.resolve("consumers");
        publisher.publish("Consumers", source, repository);
        return repository;
    }

    /** The version of all that is ours in the site. */
    static String version() {
        return ClassPathBundles.read().get("org.prmonitor.api").version();
    }

    /** That of the next build. */
    static String nextVersion() {
        return version().replaceFirst("^(\\d+\\.\\d+\\.\\d+).*$", "$1." + NEXT_QUALIFIER);
    }

    /** Our bundles and the first feature as another build of the same version makes them. */
    Path nextSite() throws IOException, InterruptedException {
        var source = folder.resolve("next-source");
        var plugins = Files.createDirectories(source.resolve("plugins"));
        var bundles = ClassPathBundles.read();
        var version = version();
        var next = nextVersion();
        for (var bundle : bundles.all()) {
            if (List.of("org.prmonitor.api", "org.prmonitor.nativeaccess", "org.prmonitor.source").contains(bundle.symbolicName())) {
                try (var jar = Files.newInputStream(bundle.path())) {
                    Files.write(plugins.resolve(bundle.symbolicName() + "_" + next + ".jar"), BundleCopy.of(jar).with(Map.of("Bundle-Version", next)));
                }
            }
        }
        var jna = bundles.get("com.sun.jna");
        Files.copy(jna.path(), plugins.resolve("com.sun.jna_" + jna.version() + ".jar"));
        var feature = new TreeMap<>(Archive.read(site().resolve("features/org.prmonitor.feature_" + version + ".jar")));
        feature.computeIfPresent("feature.xml", (name, xml) -> new String(xml, StandardCharsets.UTF_8).replace(version, next).getBytes(StandardCharsets.UTF_8));
        Archive.write(
                Files.createDirectories(source.resolve("features")).resolve("org.prmonitor.feature_" + next + ".jar"),
                feature, Instant.parse("2099-01-01T00:00:00Z"));
        var repository = folder.resolve("next");
        publisher.publish("PRMonitor", source, repository);
        return repository;
    }

    /** The site under test, which the build has made. */
    static Path site() {
        var site = System.getProperty("prmonitor.site");
        if (site == null) {
            throw new IllegalStateException("-Dprmonitor.site is not set: run 'mvn verify', or set it to features/p2/target/repository");
        }
        return Path.of(site);
    }

    private static String product(
            String name, String id, Collection<String> plugins, Map<String, Integer> levels, Map<String, String> properties) {
        var included = plugins.stream().map(plugin -> "<plugin id=\"" + plugin + "\"/>").collect(Collectors.joining());
        var started = levels.entrySet().stream()
                .map(entry -> "<plugin id=\"%s\" autoStart=\"true\" startLevel=\"%d\"/>".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining());
        var further = properties.entrySet().stream()
                .map(entry -> "<property name=\"%s\" value=\"%s\"/>".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining());
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <?pde version="3.5"?>
                <product name="%s" uid="%s" id="test.product" version="1.0.0" useFeatures="false" includeLaunchers="false">
                  <configIni use="default"/>
                  <plugins>%s</plugins>
                  <configurations>
                    %s
                    <property name="eclipse.consoleLog" value="true"/>%s
                  </configurations>
                </product>
                """
                .formatted(name, id, included, started, further);
    }
}
