package org.prmonitor.testkit.internal;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;

/**
 * Finds the bundle of the project that a test class belongs to: Maven's folder {@code target/classes}, where bnd's goal
 * {@code bnd-process} has written a manifest, or the jar in {@code target}, where it has been packaged since.
 */
public final class ProjectBundle {

    private ProjectBundle() {}

    /**
     * Where a framework installs it from.
     *
     * @throws IllegalStateException that says what to do where there is none, or one that is out of date
     */
    public static String locationFor(Class<?> testClass) throws IOException {
        var source = testClass.getProtectionDomain().getCodeSource();
        Path tests;
        try {
            tests = source == null ? null : Path.of(source.getLocation().toURI());
        } catch (URISyntaxException | IllegalArgumentException noFile) {
            tests = null;
        }
        var target = tests == null ? null : tests.getParent();
        if (tests == null || target == null || !Files.isDirectory(tests)) {
            throw new IllegalStateException("project = true: " + testClass.getName() + " is in no folder beside the project's classes");
        }
        return locationIn(target);
    }

    static String locationIn(Path target) throws IOException {
        var classes = target.resolve("classes");
        var manifest = classes.resolve(JarFile.MANIFEST_NAME);
        if (Files.isRegularFile(manifest) && isBundle(manifest)) {
            return "reference:" + classes.toUri();
        }
        var jar = newestBundle(target);
        if (jar == null) {
            throw new IllegalStateException("project = true, but '" + manifest + "' is no bundle's manifest, and no jar in '" + target
                    + "' is a bundle: have bnd-maven-plugin's goal bnd-process write it (phase process-classes),"
                    + " or run the test after the project is packaged");
        }
        var compiled = newest(classes);
        if (compiled.compareTo(Files.getLastModifiedTime(jar)) > 0) {
            throw new IllegalStateException("project = true, but '" + jar + "' is older than what is in '" + classes
                    + "': package the project before the test, or have bnd-maven-plugin's goal bnd-process write the manifest there");
        }
        return "reference:" + jar.toUri();
    }

    private static boolean isBundle(Path manifest) throws IOException {
        try (var input = Files.newInputStream(manifest)) {
            return new java.util.jar.Manifest(input).getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME) != null;
        }
    }

    private static @Nullable Path newestBundle(Path target) throws IOException {
        Path newest = null;
        try (var jars = Files.newDirectoryStream(target, "*.jar")) {
            for (var jar : jars) {
                if (isBundleJar(jar) && (newest == null || Files.getLastModifiedTime(jar).compareTo(Files.getLastModifiedTime(newest)) > 0)) {
                    newest = jar;
                }
            }
        }
        return newest;
    }

    /** Not a jar of sources, which in Eclipse's form is a bundle too. */
    private static boolean isBundleJar(Path path) throws IOException {
        try (var jar = new JarFile(path.toFile())) {
            var manifest = jar.getManifest();
            return manifest != null
                    && manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME) != null
                    && manifest.getMainAttributes().getValue("Eclipse-SourceBundle") == null;
        }
    }

    private static FileTime newest(Path folder) throws IOException {
        var newest = FileTime.fromMillis(0);
        try (var files = Files.walk(folder)) {
            for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                var time = Files.getLastModifiedTime(file);
                newest = time.compareTo(newest) > 0 ? time : newest;
            }
        }
        return newest;
    }
}
