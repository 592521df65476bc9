package org.prmonitor.nativeaccess.internal.linux.bpf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The image that the bundle carries. */
final class TestImage {

    static final Path FILE = Path.of("../../driver/prebuilt/prmonitor.bpf.o");

    private TestImage() {}

    static byte[] bytes() throws IOException {
        return Files.readAllBytes(FILE);
    }

    /** With every occurrence of a text replaced by another of the same length. */
    static byte[] replacing(String text, String other) throws IOException {
        var image = new String(bytes(), StandardCharsets.ISO_8859_1);
        if (text.length() != other.length() || !image.contains(text)) {
            throw new IllegalArgumentException("'" + text + "' cannot become '" + other + "'");
        }
        return image.replace(text, other).getBytes(StandardCharsets.ISO_8859_1);
    }
}
