package org.prmonitor.p2;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.osgi.framework.BundleActivator;

/** A bundle of one activator, of this module's test classes. */
final class TestBundle {

    private TestBundle() {}

    /**
     * Writes it.
     *
     * @param plugins a folder of a repository's source
     * @param imports what its code needs besides the framework
     */
    static void write(Path plugins, String name, String version, Class<? extends BundleActivator> activator, String imports) throws IOException {
        var manifest = new Manifest();
        var headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        Map.of(
                        "Bundle-ManifestVersion", "2",
                        "Bundle-SymbolicName", name,
                        "Bundle-Version", version,
                        "Bundle-Activator", activator.getName(),
                        "Import-Package", "org.osgi.framework,org.osgi.util.tracker," + imports)
                .forEach(headers::putValue);
        var classes = Path.of("target/test-classes");
        var folder = classes.resolve(activator.getPackageName().replace('.', '/'));
        Files.createDirectories(plugins);
        try (var jar = new JarOutputStream(Files.newOutputStream(plugins.resolve(name + "_" + version + ".jar")), manifest);
                var files = Files.list(folder)) {
            jar.putNextEntry(new ZipEntry("META-INF/p2.inf"));
            jar.write("instructions.configure = org.eclipse.equinox.p2.touchpoint.eclipse.markStarted(started:true);\n".getBytes(StandardCharsets.UTF_8));
            files.sorted().forEach(file -> {
                try {
                    jar.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                    Files.copy(file, jar);
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            });
        }
    }
}
