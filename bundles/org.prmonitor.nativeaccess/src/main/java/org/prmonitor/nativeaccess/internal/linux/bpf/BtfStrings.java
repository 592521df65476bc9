package org.prmonitor.nativeaccess.internal.linux.bpf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/** The string section of BTF, where it lies: names that end with a NUL byte, by their offset. Read-only. */
final class BtfStrings {

    private final String name;
    private final byte[] bytes;
    private final int start;
    private final int length;

    /**
     * A section that lies inside the bytes; that has been checked.
     *
     * @param name for messages
     */
    BtfStrings(String name, byte[] bytes, long start, int length) {
        this.name = name;
        this.bytes = bytes;
        this.start = (int) start;
        this.length = length;
        if (length == 0 || bytes[this.start + length - 1] != 0) {
            throw new MalformedObjectException("the strings of " + name + " do not end with a NUL byte");
        }
    }

    String at(int offset) {
        if (offset < 0 || offset >= length) {
            throw new MalformedObjectException(name + " has no string at " + Integer.toUnsignedString(offset));
        }
        var end = start + offset;
        while (bytes[end] != 0) {
            end++;
        }
        return new String(bytes, start + offset, end - start - offset, StandardCharsets.UTF_8);
    }

    /** Rules most names out by their first two bytes. */
    Filter filter(Set<String> wanted) {
        return new Filter(wanted);
    }

    /** Says whether a name may be among the wanted, without making a string of it. */
    final class Filter {

        private final boolean[] beginnings = new boolean[1 << 16];

        private Filter(Set<String> wanted) {
            for (var text : wanted) {
                var beginning = Arrays.copyOf(text.getBytes(StandardCharsets.UTF_8), 2);
                beginnings[(beginning[0] & 0xff) << 8 | beginning[1] & 0xff] = true;
            }
        }

        /** An offset outside may be in a type that nobody asks for; whoever asks is told. */
        boolean mayContain(int offset) {
            return offset > 0
                    && offset < length - 1
                    && beginnings[(bytes[start + offset] & 0xff) << 8 | bytes[start + offset + 1] & 0xff];
        }
    }
}
