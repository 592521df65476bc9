package org.prmonitor.p2;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over files and folders, to see whether anything has changed. */
final class Digests {

    private Digests() {}

    /** Of names and contents; a file or folder that is missing counts as empty. */
    static String of(Path... paths) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var path : paths) {
                if (Files.isDirectory(path)) {
                    Archive.readFolder(path).forEach((name, content) -> {
                        digest.update(name.getBytes(StandardCharsets.UTF_8));
                        digest.update(content);
                    });
                } else if (Files.exists(path)) {
                    digest.update(Files.readAllBytes(path));
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
