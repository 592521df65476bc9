package org.prmonitor.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.osgi.framework.BundleActivator;
import org.prmonitor.launcher.deployed.DeployedListener;

/** Somebody else's bundle, of one class, in a folder that is watched. */
final class DeployedJar {

    private DeployedJar() {}

    /** Written under a name that is not watched and then moved, as FileInstall asks for. */
    static void drop(Path folder, Class<? extends BundleActivator> activator, String version) throws IOException {
        var manifest = new Manifest();
        var attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", "somebody.else");
        attributes.putValue("Bundle-Version", version);
        attributes.putValue("Bundle-Activator", activator.getName());
        var lane = activator == DeployedListener.class ? "org.prmonitor.api,org.prmonitor.api.event" : "org.osgi.service.event";
        attributes.putValue("Import-Package", "org.osgi.framework," + lane);
        var partial = folder.resolve(".consumer.jar");
        var resource = activator.getName().replace('.', '/') + ".class";
        try (var jar = new JarOutputStream(Files.newOutputStream(partial), manifest);
                var code = activator.getClassLoader().getResourceAsStream(resource)) {
            if (code == null) {
                throw new IOException("no " + resource);
            }
            jar.putNextEntry(new ZipEntry(resource));
            code.transferTo(jar);
            jar.closeEntry();
        }
        Files.move(partial, folder.resolve("consumer.jar"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
