package org.prmonitor.api.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RegistryDataTest {

    private static RegistryData ofUtf16(int type, String text) {
        return RegistryData.of(type, text.getBytes(StandardCharsets.UTF_16LE));
    }

    @Test
    void textEndsAtTheNulsAtItsEnd() {
        assertEquals("C:\\a", RegistryData.ofText("C:\\a").value());
        assertEquals("%PATH%", ofUtf16(RegistryData.REG_EXPAND_SZ, "%PATH%").value());
        assertEquals("\\REGISTRY\\MACHINE", ofUtf16(RegistryData.REG_LINK, "\\REGISTRY\\MACHINE").value());
        assertEquals("a\0b", ofUtf16(RegistryData.REG_SZ, "a\0b\0\0").value());
        assertEquals("", RegistryData.of(RegistryData.REG_SZ).value());
    }

    @Test
    void halfACharacterIsSaid() {
        assertEquals("a\ufffd", RegistryData.of(RegistryData.REG_SZ, (byte) 'a', (byte) 0, (byte) 'b').value());
        assertEquals("a\0\ufffd", RegistryData.of(RegistryData.REG_SZ, (byte) 'a', (byte) 0, (byte) 0, (byte) 0, (byte) 0).value());
    }

    @Test
    void anUnpairedSurrogateStays() {
        assertEquals("\ud800x", RegistryData.of(RegistryData.REG_SZ, new byte[] {0, (byte) 0xd8, 'x', 0}).value());
        assertEquals("\udc00", RegistryData.ofText("\udc00").value());
    }

    @Test
    void textsAreTakenApart() {
        assertEquals(List.of("a", "bc"), RegistryData.ofTexts("a", "bc").value());
        assertEquals(List.of(), RegistryData.ofTexts().value());
        assertEquals(List.of("a"), ofUtf16(RegistryData.REG_MULTI_SZ, "a").value());
        assertEquals(List.of("a", "", "b"), ofUtf16(RegistryData.REG_MULTI_SZ, "a\0\0b\0").value());
    }

    @Test
    void numbersAreNumbers() {
        assertEquals(4_294_967_295L, RegistryData.ofDword(-1).value());
        assertEquals(Long.MIN_VALUE, RegistryData.ofQword(Long.MIN_VALUE).value());
        assertEquals(258L, RegistryData.of(RegistryData.REG_DWORD_BIG_ENDIAN, (byte) 0, (byte) 0, (byte) 1, (byte) 2).value());
        assertNull(RegistryData.ofText("abc").number());
    }

    @Test
    void bytesThatAreNotWhatTheTypeSaysAreHexadecimal() {
        assertEquals("01ff", RegistryData.of(RegistryData.REG_DWORD, (byte) 1, (byte) 0xff).value());
        assertEquals("00", RegistryData.of(RegistryData.REG_QWORD, (byte) 0).value());
        assertEquals("", RegistryData.of(RegistryData.REG_BINARY).value());
        assertEquals("cafe", RegistryData.of(0x8001, (byte) 0xca, (byte) 0xfe).value());
        assertEquals("01000000", RegistryData.of(RegistryData.REG_DWORD, new byte[] {1, 0, 0, 0}, 8).value());
    }

    @Test
    void typesHaveTheirNames() {
        assertEquals("REG_NONE", RegistryData.of(RegistryData.REG_NONE).typeName());
        assertEquals("REG_QWORD", RegistryData.ofQword(0).typeName());
        assertEquals("REG_MULTI_SZ", RegistryData.ofTexts().typeName());
        assertEquals("REG_0xc", RegistryData.of(12).typeName());
        assertEquals("REG_0xffffffff", RegistryData.of(-1).typeName());
    }

    @Test
    void whatIsMissingIsSaid() {
        var cut = RegistryData.of(RegistryData.REG_BINARY, new byte[] {1, 2}, 3);
        assertTrue(cut.isTruncated());
        assertEquals(3, cut.size());
        assertEquals("0102", cut.value());
        assertEquals("REG_BINARY 0102…", cut.toString());
        assertFalse(RegistryData.ofDword(1).isTruncated());
        assertNull(RegistryData.of(RegistryData.REG_SZ, new byte[0], 10).value());
        assertThrows(IllegalArgumentException.class, () -> RegistryData.of(RegistryData.REG_SZ, new byte[2], 1));
    }

    @Test
    void isNotChangedFromOutside() {
        var bytes = new byte[] {1, 2, 3};
        var data = RegistryData.of(RegistryData.REG_BINARY, bytes);
        bytes[0] = 9;
        data.bytes()[1] = 9;
        assertArrayEquals(new byte[] {1, 2, 3}, data.bytes());
        var texts = RegistryData.ofTexts("a").texts();
        assertThrows(UnsupportedOperationException.class, () -> texts.add("b"));
    }

    @Test
    void typeSizeAndBytesAreTheValue() {
        assertEquals(RegistryData.ofDword(1), RegistryData.of(RegistryData.REG_DWORD, (byte) 1, (byte) 0, (byte) 0, (byte) 0));
        assertEquals(RegistryData.ofDword(1).hashCode(), RegistryData.ofDword(1).hashCode());
        assertNotEquals(RegistryData.ofDword(1), RegistryData.ofDword(2));
        assertNotEquals(RegistryData.ofText(""), RegistryData.of(RegistryData.REG_EXPAND_SZ, (byte) 0, (byte) 0));
        assertNotEquals(RegistryData.of(3, new byte[1], 1), RegistryData.of(3, new byte[1], 2));
    }

    @Property
    void anyTextComesBack(@ForAll("anyText") String text) {
        var end = text.length();
        while (end > 0 && text.charAt(end - 1) == 0) {
            end--;
        }
        assertEquals(text.substring(0, end), RegistryData.ofText(text).value());
        assertEquals(text, CommandLine.ofString(text, false, false).toString());
    }

    /** Unpaired surrogates and NULs too. */
    @Provide
    Arbitrary<String> anyText() {
        return Arbitraries.chars().range(Character.MIN_VALUE, Character.MAX_VALUE).array(char[].class).map(String::new);
    }

    @Property
    void anyBytesOfAnyTypeHaveAValue(@ForAll int type, @ForAll byte[] bytes) {
        for (var each : new int[] {type, Math.floorMod(type, 12)}) {
            var data = RegistryData.of(each, bytes);
            var value = data.value();
            assertTrue(value instanceof String || value instanceof Long || value instanceof List, () -> data + " has " + value);
            assertEquals(bytes.length * 2, data.hexadecimal().length());
            assertTrue(Arrays.equals(bytes, data.bytes()));
        }
    }
}
