package org.prmonitor.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** A bundle under another name or version, for tests that need several of one kind, or swap one for the next. Immutable. */
public final class BundleCopy {

    private final byte[] original;

    private BundleCopy(byte[] original) {
        this.original = original;
    }

    /**
     * Of a bundle's jar, whose first entry is its manifest.
     *
     * @param jar read to its end, and left open
     * @return a new one
     * @throws IOException when the system refuses; the message says what
     */
    public static BundleCopy of(InputStream jar) throws IOException {
        return new BundleCopy(jar.readAllBytes());
    }

    /**
     * {@return the jar of a copy}
     *
     * @param headers put in the place of the manifest's own; what they do not name stays
     * @throws IOException when the system refuses; the message says what
     */
    public byte[] with(Map<String, String> headers) throws IOException {
        var bytes = new ByteArrayOutputStream(original.length);
        try (var input = new JarInputStream(new ByteArrayInputStream(original))) {
            var manifest = input.getManifest();
            if (manifest == null) {
                throw new IOException("a jar whose first entry is no manifest");
            }
            headers.forEach(manifest.getMainAttributes()::putValue);
            try (var output = new JarOutputStream(bytes, manifest)) {
                for (var entry = input.getNextEntry(); entry != null; entry = input.getNextEntry()) {
                    output.putNextEntry(new ZipEntry(entry.getName()));
                    input.transferTo(output);
                    output.closeEntry();
                }
            }
        }
        return bytes.toByteArray();
    }
}
