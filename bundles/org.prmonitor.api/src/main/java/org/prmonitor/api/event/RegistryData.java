package org.prmonitor.api.event;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a value of the registry was set to: untrusted bytes and the type that the caller said they have, kept as they were
 * given and decoded when asked. Nobody makes the bytes fit the type, and text may hold new lines, terminal escapes and
 * unpaired surrogates; whoever shows it to a person escapes it. Immutable.
 */
public final class RegistryData {

    /** {@code REG_NONE}: bytes of no defined type. */
    public static final int REG_NONE = 0;
    /** {@code REG_SZ}: text. */
    public static final int REG_SZ = 1;
    /** {@code REG_EXPAND_SZ}: text with references to environment variables. */
    public static final int REG_EXPAND_SZ = 2;
    /** {@code REG_BINARY}: bytes. */
    public static final int REG_BINARY = 3;
    /** {@code REG_DWORD}: a 32-bit number, little-endian. */
    public static final int REG_DWORD = 4;
    /** {@code REG_DWORD_BIG_ENDIAN}: a 32-bit number, big-endian. */
    public static final int REG_DWORD_BIG_ENDIAN = 5;
    /** {@code REG_LINK}: the path that a symbolic link leads to. */
    public static final int REG_LINK = 6;
    /** {@code REG_MULTI_SZ}: a list of texts. */
    public static final int REG_MULTI_SZ = 7;
    /** {@code REG_QWORD}: a 64-bit number, little-endian. */
    public static final int REG_QWORD = 11;

    /** By number, {@code winnt.h}. */
    private static final List<String> NAMES = List.of(
            "REG_NONE", "REG_SZ", "REG_EXPAND_SZ", "REG_BINARY", "REG_DWORD", "REG_DWORD_BIG_ENDIAN", "REG_LINK", "REG_MULTI_SZ",
            "REG_RESOURCE_LIST", "REG_FULL_RESOURCE_DESCRIPTOR", "REG_RESOURCE_REQUIREMENTS_LIST", "REG_QWORD");

    private final int type;
    private final byte[] bytes;
    private final long size;

    private RegistryData(int type, byte[] bytes, long size) {
        if (size < bytes.length) {
            throw new IllegalArgumentException(bytes.length + " bytes of " + size);
        }
        this.type = type;
        this.bytes = bytes;
        this.size = size;
    }

    /**
     * From bytes, whole and copied.
     *
     * @param type one of the constants, or any other number
     * @param bytes copied
     * @return not truncated
     */
    public static RegistryData of(int type, byte... bytes) {
        return new RegistryData(type, bytes.clone(), bytes.length);
    }

    /**
     * From the first bytes of more.
     *
     * @param type one of the constants, or any other number
     * @param bytes copied
     * @param size how many bytes the value was given
     * @return truncated where the size is above the number of bytes
     * @throws IllegalArgumentException when that is less than there are
     */
    public static RegistryData of(int type, byte[] bytes, long size) {
        return new RegistryData(type, bytes.clone(), size);
    }

    /**
     * {@return a REG_SZ, ended by a NUL}
     *
     * @param text without the NUL
     */
    public static RegistryData ofText(String text) {
        return ofOwn(REG_SZ, Utf16.encode(text + '\0'));
    }

    /**
     * {@return a REG_MULTI_SZ, each text ended by a NUL, and all of them by one more}
     *
     * @param texts without NULs, none of them empty: that one would end the list
     */
    public static RegistryData ofTexts(String... texts) {
        var joined = new StringBuilder();
        for (var text : texts) {
            joined.append(text).append('\0');
        }
        return ofOwn(REG_MULTI_SZ, Utf16.encode(joined.append('\0').toString()));
    }

    /**
     * {@return a REG_DWORD}
     *
     * @param number as 32 bits
     */
    public static RegistryData ofDword(int number) {
        return ofOwn(REG_DWORD, ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array());
    }

    /**
     * {@return a REG_QWORD}
     *
     * @param number as 64 bits
     */
    public static RegistryData ofQword(long number) {
        return ofOwn(REG_QWORD, ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array());
    }

    private static RegistryData ofOwn(int type, byte[] bytes) {
        return new RegistryData(type, bytes, bytes.length);
    }

    /** {@return the type that the caller named: one of the constants, or any other number} */
    public int type() {
        return type;
    }

    /** {@return the type's name such as {@code REG_DWORD}; {@code REG_0x8001} for a number that has no name} */
    public String typeName() {
        return type >= 0 && type < NAMES.size() ? NAMES.get(type) : "REG_0x" + Integer.toHexString(type);
    }

    /** {@return a copy of the bytes as they were given, or of the first of them} */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** {@return how many bytes the value was given} */
    public long size() {
        return size;
    }

    /** {@return whether the value was given more than {@link #bytes()}} */
    public boolean isTruncated() {
        return bytes.length < size;
    }

    /**
     * {@return the value of {@link EventKeys#REGISTRY_DATA}, by type; hexadecimal digits where the bytes are no number of the
     * type's length} Null where not one of the bytes is known.
     */
    public @Nullable Object value() {
        if (bytes.length == 0 && size > 0) {
            return null;
        }
        return switch (type) {
            case REG_SZ, REG_EXPAND_SZ, REG_LINK -> text();
            case REG_MULTI_SZ -> texts();
            case REG_DWORD, REG_DWORD_BIG_ENDIAN, REG_QWORD -> {
                var number = number();
                yield number == null ? hexadecimal() : number;
            }
            default -> hexadecimal();
        };
    }

    /**
     * {@return the bytes as text: UTF-16LE without the NULs at its end, whatever the type} A NUL before that stays, because
     * programs hide values behind one; a byte without its other half becomes U+FFFD.
     */
    public String text() {
        return Utf16.decode(bytes, 0, textEnd());
    }

    /** {@return the bytes as texts, each ended by a NUL, whatever the type} Read-only. */
    public List<String> texts() {
        var text = text();
        if (text.isEmpty()) {
            return List.of();
        }
        var texts = new ArrayList<String>();
        var start = 0;
        for (var end = text.indexOf('\0'); end >= 0; end = text.indexOf('\0', start)) {
            texts.add(text.substring(start, end));
            start = end + 1;
        }
        texts.add(text.substring(start));
        return Collections.unmodifiableList(texts);
    }

    /**
     * {@return the bytes as the number that the type says they are: a REG_DWORD from 0 to 4,294,967,295, a REG_QWORD as 64
     * bits, so that the upper half of its range is negative} Null for another type, and for bytes of another length.
     */
    public @Nullable Long number() {
        var memory = ByteBuffer.wrap(bytes).order(type == REG_DWORD_BIG_ENDIAN ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        return switch (type) {
            case REG_DWORD, REG_DWORD_BIG_ENDIAN -> size == Integer.BYTES && !isTruncated() ? (Long) (memory.getInt() & 0xffff_ffffL) : null;
            case REG_QWORD -> size == Long.BYTES && !isTruncated() ? (Long) memory.getLong() : null;
            default -> null;
        };
    }

    /** {@return the bytes as lower-case hexadecimal digits, two a byte} */
    public String hexadecimal() {
        return HexFormat.of().formatHex(bytes);
    }

    private int textEnd() {
        var end = bytes.length;
        while (end >= Character.BYTES && end % Character.BYTES == 0 && bytes[end - 1] == 0 && bytes[end - 2] == 0) {
            end -= Character.BYTES;
        }
        return end;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RegistryData data && type == data.type && size == data.size && Arrays.equals(bytes, data.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(bytes) + type) + Long.hashCode(size);
    }

    /** Type and value: {@code REG_DWORD 1}, with an ellipsis where bytes are missing. */
    @Override
    public String toString() {
        var value = value();
        return typeName() + (value == null ? "" : " " + value) + (isTruncated() ? "…" : "");
    }
}
