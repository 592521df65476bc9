package org.prmonitor.nativeaccess.internal.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * UTF-8 texts of which few are new, such as the paths of images: one that came lately is not made again. Bounded: each has one
 * place, which the next text for that place takes over. One thread.
 */
public final class RecentTexts {

    /** A power of two. */
    private static final int PLACES = 64;

    /** A longer one is rare, and not worth keeping. */
    private static final int LONGEST = 256;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private record Text(byte[] bytes, String string) {}

    private final @Nullable Text[] texts = new Text[PLACES];

    /** Nothing is known yet. */
    public RecentTexts() {}

    /**
     * A text, decoded.
     *
     * @param memory little-endian, as records are
     * @param offset of its first byte
     * @param length in bytes
     */
    public String get(ByteBuffer memory, int offset, int length) {
        if (length < Long.BYTES || length > LONGEST) {
            return new String(bytes(memory, offset, length), StandardCharsets.UTF_8);
        }
        var place = place(memory, offset, length);
        var known = texts[place];
        if (known == null || !isSame(known.bytes, memory, offset, length)) {
            var bytes = bytes(memory, offset, length);
            known = new Text(bytes, new String(bytes, StandardCharsets.UTF_8));
            texts[place] = known;
        }
        return known.string;
    }

    /** By its end, in which paths differ most, and its length. */
    private static int place(ByteBuffer memory, int offset, int length) {
        var mixed = (memory.getLong(offset + length - Long.BYTES) + length) * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> Long.SIZE - Integer.numberOfTrailingZeros(PLACES));
    }

    /** Eight bytes at a time; the last eight may overlap those before. */
    private static boolean isSame(byte[] bytes, ByteBuffer memory, int offset, int length) {
        if (bytes.length != length) {
            return false;
        }
        var last = length - Long.BYTES;
        for (var index = 0; index < last; index += Long.BYTES) {
            if ((long) LONG.get(bytes, index) != memory.getLong(offset + index)) {
                return false;
            }
        }
        return (long) LONG.get(bytes, last) == memory.getLong(offset + last);
    }

    private static byte[] bytes(ByteBuffer memory, int offset, int length) {
        var bytes = new byte[length];
        memory.get(offset, bytes);
        return bytes;
    }
}
