package org.prmonitor.nativeaccess.internal.linux.bpf;

import java.io.Serial;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.prmonitor.nativeaccess.internal.linux.Errno;
import org.prmonitor.nativeaccess.internal.linux.LinuxLibrary;

/**
 * What the kernel's verifier said of a program that it refused: the whole of it is the message. It is the cause of the
 * {@link org.prmonitor.api.channel.ChannelException} that has the last lines.
 */
final class VerifierLog extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final int FIRST_BYTES = 1 << 20;
    private static final int MAX_BYTES = 1 << 24;

    private VerifierLog(String text) {
        super(text, null, false, false);
    }

    static VerifierLog of(String text) {
        return new VerifierLog(text);
    }

    /**
     * Has a program loaded once more, for the log.
     *
     * @param load loads with a buffer for the log, gives the result
     * @return null when the verifier never came to speak
     */
    static @Nullable VerifierLog record(ToIntFunction<ByteBuffer> load) {
        for (var bytes = FIRST_BYTES; ; bytes *= 4) {
            var buffer = LinuxLibrary.allocate(bytes);
            var result = load.applyAsInt(buffer);
            if (result != -Errno.ENOSPC || bytes >= MAX_BYTES) {
                var text = text(buffer);
                return text.isBlank() ? null : new VerifierLog(text);
            }
        }
    }

    /** The last lines that are not the verifier's statistics. */
    List<String> lastLines(int count) {
        var lines = String.valueOf(getMessage())
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("processed ") && !line.startsWith("verification time"))
                .toList();
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }

    private static String text(ByteBuffer buffer) {
        var length = 0;
        while (length < buffer.capacity() && buffer.get(length) != 0) {
            length++;
        }
        var bytes = new byte[length];
        buffer.get(0, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
