package org.prmonitor.p2;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.prmonitor.p2.ClassPathBundles.BundleJar;

/**
 * Makes the p2 site of the features: run by Maven when all bundles are built, with these on its class path. Where nothing has
 * changed since the last time, nothing is done.
 */
public final class SiteBuilder {

    /** The features, by the folders that they are in. */
    static final List<String> FEATURES = List.of("feature", "rcp.feature", "recorder.feature", "shell.feature");

    /**
     * What our bundles import and an Eclipse installation may lack. No feature includes it, so that a second one that is there
     * already, or a newer one, does as well.
     */
    static final List<String> THIRD_PARTY = List.of("com.sun.jna", "com.fasterxml.jackson.core.jackson-core");

    private final Path repository;
    private final Path target;
    private final Instant time;

    private SiteBuilder(Path repository, Path target, Instant time) {
        this.repository = repository;
        this.target = target;
        this.time = time;
    }

    /**
     * Makes {@code repository} below a folder.
     *
     * @param arguments the folder with all modules, the folder to write to, and the time that everything bears (ISO 8601)
     */
    public static void main(String... arguments) throws IOException, InterruptedException {
        new SiteBuilder(Path.of(arguments[0]).toAbsolutePath().normalize(), Path.of(arguments[1]).toAbsolutePath(), Instant.parse(arguments[2])).build();
    }

    private void build() throws IOException, InterruptedException {
        var content = target.resolve("site");
        assemble(content);
        var stamp = target.resolve("site.sha256");
        var definition = repository.resolve("features/p2/category.xml");
        var digest = Digests.of(content, definition, target.resolve("classes"));
        var site = target.resolve("repository");
        if (Files.exists(stamp) && Files.readString(stamp).equals(digest + Digests.of(site))) {
            return;
        }
        Folders.delete(site);
        var publisher = new Publisher(P2.in(target.resolve("p2")), time);
        publisher.publish("PRMonitor", content, site);
        publisher.publishCategories(definition, "org.prmonitor", site);
        publisher.normalise(site);
        Files.writeString(stamp, digest + Digests.of(site));
    }

    private void assemble(Path content) throws IOException {
        var bundles = ClassPathBundles.read();
        var plugins = Files.createDirectories(Folders.anew(content).resolve("plugins"));
        var features = Files.createDirectories(content.resolve("features"));
        var licence = Files.readString(repository.resolve("LICENSE"));
        var version = bundles.get("org.prmonitor.api").version();
        var ours = new TreeSet<String>();
        for (var folder : FEATURES) {
            var feature = FeatureJar.of(repository.resolve("features").resolve(folder), version, bundles);
            feature.write(features, licence, time);
            feature.plugins().forEach(ours::add);
        }
        for (var name : ours) {
            copy(bundles.get(name), plugins);
            SourceBundle.write(repository, bundles.get(name), plugins, time);
        }
        for (var name : THIRD_PARTY) {
            copy(bundles.get(name), plugins);
        }
    }

    private static void copy(BundleJar bundle, Path plugins) throws IOException {
        Files.copy(bundle.path(), plugins.resolve(bundle.symbolicName() + "_" + bundle.version() + ".jar"), StandardCopyOption.REPLACE_EXISTING);
    }
}
