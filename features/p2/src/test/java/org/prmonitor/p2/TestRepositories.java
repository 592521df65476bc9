package org.prmonitor.p2;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.prmonitor.p2.consumer.ConsumerActivator;
import org.prmonitor.p2.control.ControlActivator;
import org.prmonitor.testkit.BundleCopy;

/** The repositories beside the site: an Equinox with nothing in it, somebody's consumer in two versions, and our next build. */
final class TestRepositories {

    /** The empty Equinox: a product. */
    static final String PLATFORM = "test.equinox";

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
            var bundle = bundles.get(name);
            Files.copy(bundle.path(), plugins.resolve(name + "_" + bundle.version() + ".jar"), StandardCopyOption.REPLACE_EXISTING);
        }
        TestBundle.write(plugins, "test.control", "1.0.0", ControlActivator.class, "org.eclipse.equinox.internal.provisional.configurator");
        var repository = folder.resolve("platform");
        publisher.publish("Empty Equinox", source, repository);
        var product = Files.writeString(folder.resolve("equinox.product"), product());
        var location = repository.toUri().toString();
        p2.run(
                "org.eclipse.equinox.p2.publisher.ProductPublisher",
                "-metadataRepository", location, "-artifactRepository", location, "-append", "-publishArtifacts", "-compress",
                "-productFile", product.toString(), "-flavor", "tooling", "-configs", "gtk.linux.x86_64");
        return repository;
    }

    /** The bundles of an Eclipse 4 application, as the demo has them, without ours. */
    Path eclipse() throws IOException, InterruptedException {
        var plugins = Files.createDirectories(folder.resolve("eclipse-source/plugins"));
        try (var files = Files.newDirectoryStream(Path.of("../rcp/target/product/plugins"), "*.jar")) {
            for (var file : files) {
                // Batik's style sheets, which Eclipse has under another name.
                if (!file.getFileName().toString().startsWith("org.prmonitor.") || file.endsWith("org.prmonitor.batik.css.jar")) {
                    Files.copy(file, plugins.resolve(file.getFileName()));
                }
            }
        }
        var repository = folder.resolve("eclipse");
        publisher.publish("Eclipse", plugins.getParent(), repository);
        return repository;
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

    private static String product() {
        var plugins = PLATFORM_BUNDLES.keySet().stream().map(name -> "<plugin id=\"" + name + "\"/>").collect(Collectors.joining());
        var started = PLATFORM_BUNDLES.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> "<plugin id=\"%s\" autoStart=\"true\" startLevel=\"%d\"/>".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining());
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <?pde version="3.5"?>
                <product name="Empty Equinox" uid="%s" id="test.product" version="1.0.0" useFeatures="false" includeLaunchers="false">
                  <configIni use="default"/>
                  <plugins>%s<plugin id="test.control"/></plugins>
                  <configurations>
                    %s
                    <property name="eclipse.ignoreApp" value="true"/>
                    <property name="osgi.noShutdown" value="true"/>
                    <property name="eclipse.consoleLog" value="true"/>
                  </configurations>
                </product>
                """
                .formatted(PLATFORM, plugins, started);
    }
}
