package org.prmonitor.p2;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.prmonitor.p2.ClassPathBundles.BundleJar;

/** The sources of one of our bundles as PDE looks for them: a bundle that says whose they are. */
final class SourceBundle {

    private SourceBundle() {}

    /**
     * Writes it.
     *
     * @param repository the folder with all modules
     * @param bundle the bundle, which is the one of its module
     * @param plugins the folder {@code plugins} of a site
     */
    static void write(Path repository, BundleJar bundle, Path plugins, Instant time) throws IOException {
        var module = repository.resolve("bundles").resolve(bundle.symbolicName());
        var files = Archive.readFolder(module.resolve("src/main/java"));
        files.put("META-INF/LICENSE", Files.readAllBytes(repository.resolve("LICENSE")));
        files.put(Archive.MANIFEST, manifest(bundle));
        Archive.write(plugins.resolve(bundle.symbolicName() + ".source_" + bundle.version() + ".jar"), files, time);
    }

    private static byte[] manifest(BundleJar bundle) throws IOException {
        var manifest = new Manifest();
        var headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-Name", bundle.symbolicName() + ", sources");
        headers.putValue("Bundle-SymbolicName", bundle.symbolicName() + ".source");
        headers.putValue("Bundle-Version", bundle.version());
        headers.putValue("Bundle-License", "Apache-2.0");
        headers.putValue("Eclipse-SourceBundle", bundle.symbolicName() + ";version=\"" + bundle.version() + "\";roots:=\".\"");
        var bytes = new ByteArrayOutputStream();
        manifest.write(bytes);
        return bytes.toByteArray();
    }
}
