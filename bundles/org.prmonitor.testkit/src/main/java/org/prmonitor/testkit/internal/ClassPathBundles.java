package org.prmonitor.testkit.internal;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * The bundles of a class path, in its order. They are found by their manifests, which a class loader finds however it was told
 * its class path: by {@code java.class.path}, by the manifest of a jar that has nothing else (Surefire), or by an IDE.
 */
public final class ClassPathBundles {

    private final List<ClassPathBundle> bundles;

    private ClassPathBundles(List<ClassPathBundle> bundles) {
        this.bundles = bundles;
    }

    /** Of a class loader and its parents. */
    public static ClassPathBundles of(ClassLoader loader) throws IOException {
        var bundles = new ArrayList<ClassPathBundle>();
        for (var manifest : Collections.list(loader.getResources(JarFile.MANIFEST_NAME))) {
            var bundle = read(manifest);
            if (bundle != null) {
                bundles.add(bundle);
            }
        }
        return new ClassPathBundles(List.copyOf(bundles));
    }

    /** All of them. */
    public List<ClassPathBundle> all() {
        return bundles;
    }

    /** The first with that name. */
    public Optional<ClassPathBundle> find(String symbolicName) {
        return bundles.stream().filter(bundle -> bundle.symbolicName().equals(symbolicName)).findFirst();
    }

    /** The first that exports that package. */
    public Optional<ClassPathBundle> exporter(String packageName) {
        return bundles.stream().filter(bundle -> bundle.exports().containsKey(packageName)).findFirst();
    }

    private static @Nullable ClassPathBundle read(URL manifest) throws IOException {
        var place = place(manifest);
        if (place == null) {
            return null;
        }
        var connection = manifest.openConnection();
        // A jar that is cached stays open, and on Windows cannot be written any more.
        connection.setUseCaches(false);
        try (var input = connection.getInputStream()) {
            return ClassPathBundle.of(place, new Manifest(input).getMainAttributes());
        }
    }

    /** Of the jar or folder that a manifest is in; null where that is neither, such as a jar within a jar. */
    private static @Nullable URI place(URL manifest) {
        var text = manifest.toExternalForm();
        var folder = text.substring(0, text.length() - JarFile.MANIFEST_NAME.length());
        if (folder.startsWith("jar:file:") && folder.endsWith("!/")) {
            folder = folder.substring("jar:".length(), folder.length() - "!/".length());
        }
        try {
            return folder.startsWith("file:") ? new URI(folder) : null;
        } catch (URISyntaxException noFile) {
            return null;
        }
    }
}
