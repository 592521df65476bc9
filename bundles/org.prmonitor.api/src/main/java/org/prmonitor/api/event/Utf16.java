package org.prmonitor.api.event;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Windows' text: UTF-16LE that nobody has checked. Code unit by code unit, so that an unpaired surrogate stays what it is;
 * the JDK's character sets would replace it, and two names that differ would look the same.
 */
final class Utf16 {

    private static final String REPLACEMENT = "\ufffd";

    private Utf16() {}

    /** A byte that is left at the end becomes U+FFFD. */
    static String decode(byte[] bytes, int start, int end) {
        var text = ByteBuffer.wrap(bytes, start, end - start).order(ByteOrder.LITTLE_ENDIAN).asCharBuffer().toString();
        return (end - start) % Character.BYTES == 0 ? text : text + REPLACEMENT;
    }

    static byte[] encode(String text) {
        var bytes = new byte[text.length() * Character.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asCharBuffer().put(text);
        return bytes;
    }
}
