package org.prmonitor.nativeaccess.internal.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.prmonitor.api.channel.ChannelException;

/** The boot, as {@link org.prmonitor.api.event.ProcessKey} has it: the first 64 bits of the kernel's random boot id. */
public final class BootId {

    private static final Path SOURCE = Path.of("/proc/sys/kernel/random/boot_id");

    private BootId() {}

    /** Reads it; it is the same until the machine boots again. */
    public static long read() throws ChannelException {
        try {
            return parse(Files.readString(SOURCE));
        } catch (IOException | IllegalArgumentException e) {
            throw new ChannelException("reading " + SOURCE + ": " + e, 0, "mount /proc", e);
        }
    }

    /** The first 16 hexadecimal digits of a UUID, as a number. */
    static long parse(String uuid) {
        var digits = uuid.strip().replace("-", "");
        if (digits.length() != 32) {
            throw new IllegalArgumentException("'" + uuid.strip() + "' is no UUID");
        }
        return HexFormat.fromHexDigitsToLong(digits, 0, 16);
    }
}
