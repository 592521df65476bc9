package org.prmonitor.docs.snippet;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Constants;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.prmonitor.docs.block.Block;

/** Makes a bundle of a compiled block, as bnd makes one of anybody's project. */
final class SnippetBundle {

    private static final List<File> CLASS_PATH = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.endsWith(".jar"))
            .map(File::new)
            .toList();

    private SnippetBundle() {}

    /** A bundle without anything, for what has no bundle of its own. */
    static InputStream empty(Block block) throws IOException {
        var manifest = new Manifest();
        var attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", "docs." + block.name());
        var bytes = new ByteArrayOutputStream();
        new JarOutputStream(bytes, manifest).close();
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    /** The jar. */
    static InputStream of(Snippet snippet) throws Exception {
        try (var builder = new Builder()) {
            builder.setBundleSymbolicName("docs." + snippet.block().name());
            builder.setBundleVersion("1.0.0");
            builder.setProperty(Constants.PRIVATE_PACKAGE, snippet.packageName());
            builder.setImportPackage("org.jspecify.annotations;resolution:=optional, org.jetbrains.annotations;resolution:=optional, *");
            builder.setProperty("-noimportjava", "true");
            builder.addClasspath(snippet.classes().toFile());
            builder.addClasspath(CLASS_PATH);
            var jar = builder.build();
            if (!builder.isOk()) {
                throw new AssertionError(snippet.block().place() + ": bnd says " + builder.getErrors() + builder.getWarnings());
            }
            var bytes = new ByteArrayOutputStream();
            jar.write(bytes);
            return new ByteArrayInputStream(bytes.toByteArray());
        }
    }
}
