package org.prmonitor.api.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {

    private static CommandLine ofArea(String area) {
        return CommandLine.ofArgumentArea(area.getBytes(StandardCharsets.ISO_8859_1), false, false);
    }

    @Test
    void takesTheArgumentAreaApart() {
        assertEquals(List.of("sh", "-c", "a\nb", "", "x"), ofArea("sh\0-c\0a\nb\0\0x\0").arguments());
    }

    @Test
    void keepsAnUnendedLastArgument() {
        assertEquals(List.of("a", "bc"), ofArea("a\0bc").arguments());
    }

    @Test
    void anEmptyAreaHasNoArguments() {
        assertEquals(List.of(), ofArea("").arguments());
        assertEquals("", ofArea("").toString());
    }

    @Test
    void invalidUtf8IsReplacedInTextAndKeptInBytes() {
        var line = CommandLine.ofArgumentArea(new byte[] {'a', (byte) 0xff, 0, 'b', 0}, false, false);
        assertEquals(List.of("a\ufffd", "b"), line.arguments());
        assertArrayEquals(new byte[] {'a', (byte) 0xff, 0, 'b', 0}, line.bytes());
    }

    @Test
    void textIsTheArgumentsJoinedBySpaces() {
        for (var area : List.of("", "\0", "a", "a\0", "a\0b", "a\0\0b\0\0", "a\u00ff\0\u00c3\0b\u00e2\u0082\0")) {
            assertEquals(String.join(" ", List.copyOf(ofArea(area).arguments())), ofArea(area).toString());
        }
    }

    @Test
    void oneStringIsNotTakenApart() {
        var line = CommandLine.ofString("cmd.exe /c \"dir a b\"", false, false);
        assertNull(line.arguments());
        assertEquals("cmd.exe /c \"dir a b\"", line.toString());
    }

    @Test
    void flagsArePartOfTheValue() {
        var area = "a\0".getBytes(StandardCharsets.UTF_8);
        assertTrue(CommandLine.ofArgumentArea(area, true, false).isTruncated());
        assertTrue(CommandLine.ofArgumentArea(area, false, true).isBestEffort());
        assertFalse(CommandLine.ofArguments("a").isTruncated());
        assertEquals(CommandLine.ofArguments("a"), CommandLine.ofArgumentArea(area, false, false));
        assertNotEquals(CommandLine.ofArguments("a"), CommandLine.ofArgumentArea(area, true, false));
    }

    @Test
    void fromAPartOfAChannelsMemory() {
        var memory = ByteBuffer.allocateDirect(16).put("..ls\0-l\0..".getBytes(StandardCharsets.UTF_8));
        var line = CommandLine.ofArgumentArea(memory, 2, 6, true, false);
        memory.clear().put(new byte[16]);
        assertEquals(List.of("ls", "-l"), line.arguments());
        assertTrue(line.isTruncated());
        assertFalse(line.isBestEffort());
        assertEquals(0, CommandLine.ofArgumentArea(memory, 16, 0, false, false).bytes().length);
    }

    @Test
    void refusesWhatIsNotWithinTheMemory() {
        var memory = ByteBuffer.allocate(16).limit(10);
        assertThrows(IndexOutOfBoundsException.class, () -> CommandLine.ofArgumentArea(memory, 8, 3, false, false));
        assertThrows(IndexOutOfBoundsException.class, () -> CommandLine.ofArgumentArea(memory, -1, 1, false, false));
        assertThrows(IndexOutOfBoundsException.class, () -> CommandLine.ofArgumentArea(memory, 2, -1, false, false));
    }

    @Test
    void isNotChangedFromOutside() {
        var area = "a\0".getBytes(StandardCharsets.UTF_8);
        var line = CommandLine.ofArgumentArea(area, false, false);
        area[0] = 'z';
        line.bytes()[0] = 'y';
        assertEquals(List.of("a"), line.arguments());
        var arguments = line.arguments();
        assertThrows(UnsupportedOperationException.class, () -> arguments.add("b"));
    }
}
