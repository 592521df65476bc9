package org.prmonitor.source.internal.durable;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads fields that {@link FieldWriter} wrote. It trusts nothing: every length is compared with what is left before it is
 * used, every mark with what it may be. One thread.
 */
final class FieldReader {

    private static final int NANOS_PER_SECOND = 1_000_000_000;

    private final ByteBuffer buffer;

    /** Reads from the buffer's position to its limit. */
    FieldReader(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    int remaining() {
        return buffer.remaining();
    }

    int getByte() throws CorruptDataException {
        return require(Byte.BYTES).get() & 0xff;
    }

    boolean getBoolean() throws CorruptDataException {
        var value = getByte();
        if (value > 1) {
            throw new CorruptDataException("a truth value of " + value);
        }
        return value == 1;
    }

    int getInt() throws CorruptDataException {
        return require(Integer.BYTES).getInt();
    }

    long getLong() throws CorruptDataException {
        return require(Long.BYTES).getLong();
    }

    long getNumber() throws CorruptDataException {
        var folded = 0L;
        try {
            for (var shift = 0; shift < Long.SIZE; shift += 7) {
                var next = buffer.get();
                folded |= (next & 0x7fL) << shift;
                if (next >= 0) {
                    return (folded >>> 1) ^ -(folded & 1);
                }
            }
        } catch (BufferUnderflowException tooShort) {
            throw new CorruptDataException("a number without an end", tooShort);
        }
        throw new CorruptDataException("a number of more than 64 bits");
    }

    @Nullable Long getNullableNumber() throws CorruptDataException {
        return getBoolean() ? (Long) getNumber() : null;
    }

    byte[] getBytes() throws CorruptDataException {
        var bytes = new byte[length()];
        buffer.get(bytes);
        return bytes;
    }

    @Nullable String getNullableText() throws CorruptDataException {
        var mark = getByte();
        return switch (mark) {
            case FieldWriter.ABSENT -> null;
            case FieldWriter.LATIN_1 -> new String(getBytes(), StandardCharsets.ISO_8859_1);
            case FieldWriter.UTF_16 -> utf16();
            default -> throw new CorruptDataException("a text of kind " + mark);
        };
    }

    String getText() throws CorruptDataException {
        var text = getNullableText();
        if (text == null) {
            throw new CorruptDataException("no text where there must be one");
        }
        return text;
    }

    Instant getInstant() throws CorruptDataException {
        var second = getNumber();
        try {
            return Instant.ofEpochSecond(second, nanos());
        } catch (DateTimeException outOfRange) {
            throw new CorruptDataException("a moment " + second + " s after 1970", outOfRange);
        }
    }

    @Nullable Duration getNullableDuration() throws CorruptDataException {
        return getBoolean() ? Duration.ofSeconds(getNumber(), nanos()) : null;
    }

    private int nanos() throws CorruptDataException {
        var nanos = getInt();
        if (nanos < 0 || nanos >= NANOS_PER_SECOND) {
            throw new CorruptDataException(nanos + " nanoseconds of a second");
        }
        return nanos;
    }

    private String utf16() throws CorruptDataException {
        var length = length();
        if (length % Character.BYTES != 0) {
            throw new CorruptDataException("a text of " + length + " bytes");
        }
        var text = buffer.slice().limit(length).asCharBuffer().toString();
        buffer.position(buffer.position() + length);
        return text;
    }

    private int length() throws CorruptDataException {
        var length = getNumber();
        if (length < 0 || length > buffer.remaining()) {
            throw new CorruptDataException(length + " bytes where " + buffer.remaining() + " are left");
        }
        return (int) length;
    }

    private ByteBuffer require(int bytes) throws CorruptDataException {
        if (buffer.remaining() < bytes) {
            throw new CorruptDataException(bytes + " bytes where " + buffer.remaining() + " are left");
        }
        return buffer;
    }
}
