package org.prmonitor.nativeaccess.internal.windows.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.nativeaccess.internal.image.DriverImage;

/** Where the driver's image comes from. */
@FunctionalInterface
public interface DriverSource {

    /** Its bytes, checked. */
    byte[] read() throws ChannelException;

    /** Whether it is the test image. */
    default boolean isTest() {
        return false;
    }

    /** The image that the bundle carries. */
    record Packaged() implements DriverSource {

        @Override
        public byte[] read() throws ChannelException {
            return DriverImage.read("PRMonitor.sys");
        }
    }

    /**
     * The test image: for the tests alone, which make it and know it.
     *
     * @param file the image
     */
    record TestImage(Path file) implements DriverSource {

        @Override
        public byte[] read() throws ChannelException {
            try {
                return Files.readAllBytes(file);
            } catch (IOException e) {
                throw new ChannelException("reading the test image " + file + ": " + e, 0, null, e);
            }
        }

        @Override
        public boolean isTest() {
            return true;
        }
    }
}
