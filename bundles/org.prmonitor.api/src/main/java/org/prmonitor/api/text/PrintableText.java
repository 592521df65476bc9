package org.prmonitor.api.text;

import java.util.HexFormat;

/**
 * Makes untrusted text harmless for a terminal, a log and any format that reads lines. A process chooses its own command
 * line; unescaped it could forge lines, move the cursor, rewrite what was printed before, or turn the reading direction
 * around ("Trojan Source", Unicode TR 36 section 3.7).
 */
public final class PrintableText {

    private static final HexFormat HEX = HexFormat.of();

    private PrintableText() {}

    /**
     * Escapes everything that is an instruction to a terminal and not a sign: C0 and C1 controls, DEL, line and paragraph
     * separator, bidirectional controls and unpaired surrogates. They become {@code \n}, {@code \r}, {@code \t}, {@code
     * \x1b} below U+0100 and {@code \}{@code u202e} above, a backslash becomes two, and so the result is unambiguous.
     * Nothing else changes.
     *
     * @param text any text
     * @return {@code text.toString()} itself where nothing needs escaping
     */
    public static String escape(CharSequence text) {
        var string = text.toString();
        for (var index = 0; index < string.length(); index++) {
            if (needsEscape(string, index)) {
                return escapeFrom(string, index);
            }
        }
        return string;
    }

    private static String escapeFrom(String text, int first) {
        var escaped = new StringBuilder(text.length() + 16).append(text, 0, first);
        for (var index = first; index < text.length(); index++) {
            if (needsEscape(text, index)) {
                appendEscape(escaped, text.charAt(index));
            } else {
                escaped.append(text.charAt(index));
            }
        }
        return escaped.toString();
    }

    private static boolean needsEscape(String text, int index) {
        var sign = text.charAt(index);
        if (sign < 0x7f) {
            return sign < ' ' || sign == '\\';
        }
        if (sign < 0xa0) {
            return true;
        }
        if (Character.isHighSurrogate(sign)) {
            return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
        }
        if (Character.isLowSurrogate(sign)) {
            return index == 0 || !Character.isHighSurrogate(text.charAt(index - 1));
        }
        return isSeparatorOrBidirectionalControl(sign);
    }

    /** Line and paragraph separator, and all of Unicode's property Bidi_Control. */
    private static boolean isSeparatorOrBidirectionalControl(char sign) {
        return sign == 0x061c
                || sign >= 0x200e && sign <= 0x200f
                || sign >= 0x2028 && sign <= 0x202e
                || sign >= 0x2066 && sign <= 0x2069;
    }

    private static void appendEscape(StringBuilder escaped, char sign) {
        escaped.append('\\');
        switch (sign) {
            case '\\' -> escaped.append('\\');
            case '\n' -> escaped.append('n');
            case '\r' -> escaped.append('r');
            case '\t' -> escaped.append('t');
            default -> {
                if (sign < 0x100) {
                    escaped.append('x').append(HEX.toHexDigits((byte) sign));
                } else {
                    escaped.append('u').append(HEX.toHexDigits(sign));
                }
            }
        }
    }
}
