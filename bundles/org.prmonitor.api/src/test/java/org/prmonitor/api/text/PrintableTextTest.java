package org.prmonitor.api.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "/usr/bin/env -i", "Grüße, 世界", "👩‍🚀 \u00a0\u200b", "\ud83d\ude80"})
    void harmlessTextComesBackAsTheSameString(String text) {
        assertSame(text, PrintableText.escape(text));
    }

    /** Code units in hexadecimal, because CSV would trim and interpret the characters themselves. */
    @ParameterizedTest
    @CsvSource({
        "0000, '\\x00'", "0007, '\\x07'", "0009, '\\t'", "000a, '\\n'", "000d, '\\r'", "001b, '\\x1b'", "001f, '\\x1f'",
        "005c, '\\\\'", "007f, '\\x7f'", "0080, '\\x80'", "009b, '\\x9b'", "009f, '\\x9f'", "061c, '\\u061c'",
        "200e, '\\u200e'", "200f, '\\u200f'", "2028, '\\u2028'", "2029, '\\u2029'", "202a, '\\u202a'", "202e, '\\u202e'",
        "2066, '\\u2066'", "2069, '\\u2069'", "d83d, '\\ud83d'", "de80, '\\ude80'"
    })
    void everyKindOfInstructionIsEscaped(String codeUnit, String expected) {
        var sign = (char) Integer.parseInt(codeUnit, 16);
        assertEquals("a" + expected + "b", PrintableText.escape("a" + sign + "b"));
        assertEquals(expected, PrintableText.escape(String.valueOf(sign)));
    }

    @Test
    void anEscapedAndALiteralBackslashAreDifferent() {
        assertEquals("\\x1b[2J", PrintableText.escape("\u001b[2J"));
        assertEquals("\\\\x1b[2J", PrintableText.escape("\\x1b[2J"));
    }

    @Test
    void surrogatesInTheWrongOrderAreBothEscaped() {
        assertEquals("\\ude80\\ud83d", PrintableText.escape("\ude80\ud83d"));
        assertEquals("\\ud83d\ud83d\ude80", PrintableText.escape("\ud83d\ud83d\ude80"));
    }

    @Property
    void nothingThatInstructsATerminalIsLeft(@ForAll String text) {
        assertTrue(PrintableText.escape(text).codePoints().noneMatch(PrintableTextTest::instructsATerminal));
    }

    @Property
    void theTextCanBeReadBack(@ForAll String text) {
        assertEquals(text, unescape(PrintableText.escape(text)));
    }

    @Property
    void signsStayInTheirPlace(@ForAll String before, @ForAll String after) {
        assertEquals(
                PrintableText.escape(before + " ") + "\\x1b" + PrintableText.escape(" " + after),
                PrintableText.escape(before + " \u001b " + after));
    }

    /** Written from Unicode's categories and not from the ranges under test. */
    private static boolean instructsATerminal(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> true;
            default -> switch (Character.getDirectionality(codePoint)) {
                case Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING, Character.DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE,
                        Character.DIRECTIONALITY_RIGHT_TO_LEFT_EMBEDDING, Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE,
                        Character.DIRECTIONALITY_POP_DIRECTIONAL_FORMAT, Character.DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE,
                        Character.DIRECTIONALITY_RIGHT_TO_LEFT_ISOLATE, Character.DIRECTIONALITY_FIRST_STRONG_ISOLATE,
                        Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE -> true;
                default -> codePoint == 0x061c || codePoint == 0x200e || codePoint == 0x200f;
            };
        };
    }

    private static String unescape(String escaped) {
        var text = new StringBuilder();
        for (var index = 0; index < escaped.length(); index++) {
            if (escaped.charAt(index) != '\\') {
                text.append(escaped.charAt(index));
                continue;
            }
            index++;
            var digits = switch (escaped.charAt(index)) {
                case 'x' -> 2;
                case 'u' -> 4;
                default -> 0;
            };
            text.append(switch (escaped.charAt(index)) {
                case 'n' -> '\n';
                case 'r' -> '\r';
                case 't' -> '\t';
                case '\\' -> '\\';
                case 'x', 'u' -> (char) Integer.parseInt(escaped.substring(index + 1, index + 1 + digits), 16);
                default -> throw new AssertionError("unknown escape in " + escaped);
            });
            index += digits;
        }
        return text.toString();
    }
}
