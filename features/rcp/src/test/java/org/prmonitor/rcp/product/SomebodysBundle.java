package org.prmonitor.rcp.product;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.prmonitor.rcp.product.somebody.SomebodysPart;

/** Makes the bundle of package {@code somebody}. */
final class SomebodysBundle {

    private static final String PLUGIN = """
            <?xml version="1.0" encoding="UTF-8"?>
            <plugin>
               <extension id="somebody.fragment" point="org.eclipse.e4.workbench.model">
                  <fragment apply="always" uri="somebody.e4xmi"/>
               </extension>
            </plugin>
            """;

    private SomebodysBundle() {}

    static Path create(Path folder) throws IOException {
        var manifest = new Manifest();
        var attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", "somebody;singleton:=true");
        attributes.putValue(
                "Import-Package",
                "jakarta.annotation, jakarta.inject, org.eclipse.e4.core.di.annotations, org.eclipse.e4.core.services.events,"
                        + " org.eclipse.e4.ui.di, org.eclipse.swt, org.eclipse.swt.widgets, org.osgi.service.event");
        var file = folder.resolve("somebody.jar");
        try (var jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            entry(jar, "plugin.xml", PLUGIN.getBytes(StandardCharsets.UTF_8));
            entry(jar, "somebody.e4xmi", resource("/somebody.e4xmi"));
            var part = "/" + SomebodysPart.class.getName().replace('.', '/') + ".class";
            entry(jar, part.substring(1), resource(part));
        }
        return file;
    }

    private static byte[] resource(String name) throws IOException {
        try (var input = SomebodysBundle.class.getResourceAsStream(name)) {
            if (input == null) {
                throw new IOException("no resource " + name);
            }
            return input.readAllBytes();
        }
    }

    private static void entry(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new ZipEntry(name));
        jar.write(content);
        jar.closeEntry();
    }
}
