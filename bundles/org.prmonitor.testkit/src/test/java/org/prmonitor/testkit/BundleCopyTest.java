package org.prmonitor.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

class BundleCopyTest {

    private static final byte[] CONTENT = {1, 2, 3};

    private static byte[] jar(Manifest manifest) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var jar = new JarOutputStream(bytes, manifest)) {
            jar.putNextEntry(new ZipEntry("a/b"));
            jar.write(CONTENT);
        }
        return bytes.toByteArray();
    }

    @Test
    void hasOtherHeadersAndTheSameContent() throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", "one");
        manifest.getMainAttributes().putValue("Bundle-Version", "1.0.0");
        var copy = BundleCopy.of(new ByteArrayInputStream(jar(manifest))).with(Map.of("Bundle-SymbolicName", "two"));
        try (var read = new JarInputStream(new ByteArrayInputStream(copy))) {
            assertEquals("two", read.getManifest().getMainAttributes().getValue("Bundle-SymbolicName"));
            assertEquals("1.0.0", read.getManifest().getMainAttributes().getValue("Bundle-Version"));
            assertEquals("a/b", read.getNextJarEntry().getName());
            assertArrayEquals(CONTENT, read.readAllBytes());
        }
    }

    @Test
    void refusesWhatIsNoBundle() throws IOException {
        var empty = BundleCopy.of(new ByteArrayInputStream(new byte[0]));
        assertThrows(IOException.class, () -> empty.with(Map.of()));
    }
}
