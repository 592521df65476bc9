package org.prmonitor.nativeaccess.internal.windows.install;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.channel.ChannelException;

/**
 * The driver's image as a file, in a folder of its own below one that Administrators alone can write: what the kernel is
 * told to load is what this bundle carries.
 *
 * @param path {@code .../driver-0.1.0/PRMonitor.sys}
 */
record DriverFile(Path path) {

    private static final String NAME = "PRMonitor.sys";
    private static final String FOLDER_PREFIX = "driver-";

    /** Writes all of an image into a file that must not exist. */
    @FunctionalInterface
    interface Writer {

        void write(Path file, byte[] image) throws IOException;
    }

    /** Where an image of this version lies. */
    static DriverFile of(Path folder, String version) {
        return new DriverFile(folder.resolve(FOLDER_PREFIX + version).resolve(NAME));
    }

    /**
     * The file that a service loads, where it is one of these.
     *
     * @param imagePath as the service control manager has it
     * @return null for a file somewhere else
     */
    static @Nullable DriverFile of(Path folder, Path imagePath) {
        var parent = imagePath.getParent();
        var isOurs = parent != null
                && folder.equals(parent.getParent())
                && parent.getFileName().toString().startsWith(FOLDER_PREFIX)
                && imagePath.endsWith(NAME);
        return isOurs ? new DriverFile(imagePath) : null;
    }

    /**
     * Makes it hold an image. What is there already is used when every byte is right, and replaced when not: a file that was
     * written half, by somebody who was killed.
     *
     * @throws ChannelException when it could not be written; then there is none
     */
    void hold(byte[] image, Writer writer) throws ChannelException {
        try {
            Files.createDirectories(path.getParent());
            if (Files.exists(path)) {
                if (holds(image)) {
                    return;
                }
                Files.delete(path);
            }
            writer.write(path, image);
            if (!holds(image)) {
                Files.delete(path);
                throw new ChannelException(
                        "writing " + path + ": what is there afterwards is not what was written",
                        "see whether the disk is full or a virus scanner removed the file");
            }
        } catch (IOException e) {
            throw new ChannelException(
                    "writing " + path + ": " + e,
                    0,
                    "see whether Administrators may write there, the disk has room, and no driver that runs was loaded from it",
                    e);
        }
    }

    /** Whether it holds exactly these bytes. */
    private boolean holds(byte[] image) throws IOException {
        return Files.size(path) == image.length && Arrays.equals(Files.readAllBytes(path), image);
    }

    /** Removes it and its folder. One that stays does no harm: the next installation checks it, and uses or replaces it. */
    void removeIfPossible() {
        try {
            Files.deleteIfExists(path);
            Files.deleteIfExists(path.getParent());
        } catch (IOException stays) {
            // Nothing depends on it.
        }
    }

    /** The real way: a new file, written to the last byte and to the disk. */
    static void writeNew(Path file, byte[] image) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(image);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }
}
