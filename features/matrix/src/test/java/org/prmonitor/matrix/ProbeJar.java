package org.prmonitor.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.prmonitor.matrix.probe.ProbeActivator;

/** The probe's bundle, of one class. */
final class ProbeJar {

    private ProbeJar() {}

    static Path write(Path file) throws IOException {
        var manifest = new Manifest();
        var attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", "somebody.else");
        attributes.putValue("Bundle-Activator", ProbeActivator.class.getName());
        attributes.putValue("Import-Package", "org.osgi.framework,org.osgi.service.event,org.prmonitor.api,org.prmonitor.api.event");
        var resource = ProbeActivator.class.getName().replace('.', '/') + ".class";
        try (var jar = new JarOutputStream(Files.newOutputStream(file), manifest);
                var code = ProbeActivator.class.getClassLoader().getResourceAsStream(resource)) {
            if (code == null) {
                throw new IOException("no " + resource);
            }
            jar.putNextEntry(new ZipEntry(resource));
            code.transferTo(jar);
            jar.closeEntry();
        }
        return file;
    }
}
