package org.prmonitor.source.internal.durable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Writes fields one after the other into a buffer that grows: the counterpart of {@link FieldReader}. Numbers are
 * big-endian, or of variable length (seven bits a byte, lowest first, the sign folded into the lowest bit). One thread.
 */
final class FieldWriter {

    /** The marks in front of a text. */
    static final int ABSENT = 0;
    static final int LATIN_1 = 1;
    static final int UTF_16 = 2;

    private static final int FIRST_CAPACITY = 4 << 10;
    private static final int LONGEST_NUMBER = 10;

    private ByteBuffer buffer = ByteBuffer.allocate(FIRST_CAPACITY);

    /** What was written, from 0 to the position; good until the next write. */
    ByteBuffer buffer() {
        return buffer;
    }

    int position() {
        return buffer.position();
    }

    /** Everything from that position on is as if never written. */
    void truncate(int position) {
        buffer.position(position);
    }

    /** Leaves room for something that is filled in later. */
    void skip(int bytes) {
        ensure(bytes);
        buffer.position(buffer.position() + bytes);
    }

    void putByte(int value) {
        ensure(Byte.BYTES);
        buffer.put((byte) value);
    }

    void putBoolean(boolean value) {
        putByte(value ? 1 : 0);
    }

    void putInt(int value) {
        ensure(Integer.BYTES);
        buffer.putInt(value);
    }

    void putLong(long value) {
        ensure(Long.BYTES);
        buffer.putLong(value);
    }

    /** Of variable length: one byte from -64 to 63, ten for the longest. */
    void putNumber(long value) {
        ensure(LONGEST_NUMBER);
        var rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7fL) != 0) {
            buffer.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        buffer.put((byte) rest);
    }

    void putNullableNumber(@Nullable Long value) {
        putBoolean(value != null);
        if (value != null) {
            putNumber(value);
        }
    }

    void putBytes(byte[] bytes) {
        putNumber(bytes.length);
        ensure(bytes.length);
        buffer.put(bytes);
    }

    /** Code unit by code unit, because what Windows calls text may hold unpaired surrogates. */
    void putText(@Nullable String text) {
        if (text == null) {
            putByte(ABSENT);
        } else if (isLatin1(text)) {
            putByte(LATIN_1);
            putBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        } else {
            putByte(UTF_16);
            var length = text.length() * Character.BYTES;
            putNumber(length);
            ensure(length);
            buffer.asCharBuffer().put(text);
            buffer.position(buffer.position() + length);
        }
    }

    void putInstant(Instant instant) {
        putNumber(instant.getEpochSecond());
        putInt(instant.getNano());
    }

    void putNullableDuration(@Nullable Duration duration) {
        putBoolean(duration != null);
        if (duration != null) {
            putNumber(duration.getSeconds());
            putInt(duration.getNano());
        }
    }

    private static boolean isLatin1(String text) {
        for (var index = 0; index < text.length(); index++) {
            if (text.charAt(index) > 0xff) {
                return false;
            }
        }
        return true;
    }

    private void ensure(int bytes) {
        if (buffer.remaining() < bytes) {
            var needed = Math.addExact(buffer.position(), bytes);
            var doubled = (int) Math.min(2L * buffer.capacity(), Integer.MAX_VALUE - 8);
            var larger = ByteBuffer.allocate(Math.max(needed, doubled));
            buffer = larger.put(buffer.flip());
        }
    }
}
