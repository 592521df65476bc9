package org.prmonitor.nativeaccess.internal.linux.bpf;

import java.nio.charset.StandardCharsets;

/**
 * A run of little-endian bytes that cannot be left: every access is checked, with the offset as it stands in the file, in
 * 64 bits, before it becomes an index.
 */
final class Binary {

    private final String name;
    private final byte[] bytes;
    private final int start;
    private final int length;

    /** All of the bytes, which nobody may change any more. */
    Binary(String name, byte[] bytes) {
        this(name, bytes, 0, bytes.length);
    }

    private Binary(String name, byte[] bytes, int start, int length) {
        this.name = name;
        this.bytes = bytes;
        this.start = start;
        this.length = length;
    }

    int length() {
        return length;
    }

    /** A part of it, under a name of its own. */
    Binary slice(String part, long offset, long size) {
        return new Binary(part, bytes, index(offset, size), (int) size);
    }

    byte[] copy() {
        return copy(0, length);
    }

    byte[] copy(long offset, long size) {
        var copy = new byte[(int) size(offset, size)];
        System.arraycopy(bytes, index(offset, size), copy, 0, copy.length);
        return copy;
    }

    int u8(long offset) {
        return bytes[index(offset, 1)] & 0xff;
    }

    int u16(long offset) {
        var at = index(offset, 2);
        return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8;
    }

    int s32(long offset) {
        var at = index(offset, 4);
        return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff) << 16 | bytes[at + 3] << 24;
    }

    long u32(long offset) {
        return s32(offset) & 0xffff_ffffL;
    }

    /** A number that has to fit 63 bits: an offset or a size. */
    long u63(long offset) {
        var value = u32(offset) | u32(offset + 4) << 32;
        if (value < 0) {
            throw new MalformedObjectException(name + " has an offset or size of " + Long.toUnsignedString(value) + " at byte " + offset);
        }
        return value;
    }

    /** A string that ends with a NUL byte, as ELF and BTF have them. */
    String string(long offset) {
        var from = index(offset, 1);
        var end = from;
        while (end < start + length && bytes[end] != 0) {
            end++;
        }
        if (end == start + length) {
            throw new MalformedObjectException(name + " has a string without an end at byte " + offset);
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }

    private int index(long offset, long size) {
        size(offset, size);
        return start + (int) offset;
    }

    private long size(long offset, long size) {
        if (offset < 0 || size < 0 || offset > length - size) {
            throw new MalformedObjectException(name + " has " + length + " bytes; " + size + " at byte " + offset + " lie outside");
        }
        return size;
    }
}
