package org.prmonitor.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where things are in the repository. */
public final class Repository {

    /** Its top folder. */
    public static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    /** The folder of the pages. */
    public static final Path PAGES = ROOT.resolve("features/org.prmonitor.docs/src/site/markdown");

    /** What this module's tests may write to. */
    public static final Path TARGET = ROOT.resolve("features/org.prmonitor.docs/target");

    private Repository() {}

    /** Every page. */
    public static List<Path> pages() {
        return files(PAGES, ".md");
    }

    /** Every page, the repository's README, and that of every bundle, feature and part of the driver; not what archetypes make READMEs of. */
    public static List<Path> documents() {
        var readmes = Stream.of("bundles", "features", "driver").flatMap(folder -> files(ROOT.resolve(folder), "README.md").stream());
        return Stream.of(pages().stream(), Stream.of(ROOT.resolve("README.md")), readmes)
                .flatMap(each -> each)
                .filter(file -> !ROOT.relativize(file).toString().contains("archetype-resources"))
                .toList();
    }

    /** Every file below a folder whose name ends like this, but not what a build has made. */
    public static List<Path> files(Path folder, String ending) {
        try (var walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().endsWith(ending))
                    .filter(file -> !folder.relativize(file).toString().contains("target/"))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A path as a message shows it. */
    public static String show(Path file) {
        return file.startsWith(ROOT) ? ROOT.relativize(file).toString() : file.toString();
    }
}
