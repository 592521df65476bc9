package org.prmonitor.nativeaccess.internal.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.prmonitor.api.channel.ChannelException;

/** A driver image that the bundle carries, with the SHA-256 that was written down beside it when it was built. */
public final class DriverImage {

    private static final String FOLDER = "/org/prmonitor/nativeaccess/images/";
    private static final String REMEDY = "the bundle is damaged: install it again";

    private DriverImage() {}

    /** The image's bytes, checked. */
    public static byte[] read(String name) throws ChannelException {
        var image = resource(name);
        check(name, image, new String(resource(name + ".sha256"), StandardCharsets.US_ASCII));
        return image;
    }

    /**
     * Compares.
     *
     * @param sumFile as {@code sha256sum} writes it: the digest in hexadecimal, blanks, the file's name
     */
    public static void check(String name, byte[] image, String sumFile) throws ChannelException {
        var blank = sumFile.indexOf(' ');
        var expected = blank < 0 ? sumFile.strip() : sumFile.substring(0, blank);
        var found = HexFormat.of().formatHex(digest(image));
        if (!found.equals(expected)) {
            throw new ChannelException("the image " + name + " has SHA-256 " + found + ", not " + expected, REMEDY);
        }
    }

    private static byte[] resource(String name) throws ChannelException {
        try (InputStream in = DriverImage.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new ChannelException("the bundle has no " + FOLDER + name, REMEDY);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new ChannelException("reading " + FOLDER + name + ": " + e.getMessage(), 0, REMEDY, e);
        }
    }

    private static byte[] digest(byte[] image) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(image);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
