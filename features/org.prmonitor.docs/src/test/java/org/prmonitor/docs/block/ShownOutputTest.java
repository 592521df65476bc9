package org.prmonitor.docs.block;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is the same shape, and what is not. */
class ShownOutputTest {

    @Test
    void numbersAndWhiteSpaceMayDiffer() {
        assertMatches("12:00:01.5  started  17   /bin/sh", "9:31:59.004 started      4711 /bin/sh  ");
        assertMatches("1,014 lost", "12 lost");
        assertMatches("7.9 a second", "20 a second");
        assertMatches("Linux 6.18.44, BTF", "Linux 5.8.0, BTF");
        assertMatches("journal 447555d6-6833-4605-8a31-52823c963abb", "journal 85489873-b5e4-471c-9b3e-8d7c48af3e3e");
        assertMatches("12 lost", "1,000,014 lost");
        assertDiffers("started 17", "exited 17");
        assertDiffers("started 17", "started x");
        assertDiffers("a b", "ab");
    }

    @Test
    void anEllipsisStandsForAnything() {
        assertMatches("found … here", "found something else here");
        assertMatches("first\n…\nlast", "first\nlast");
        assertMatches("first\n…\nlast", "first\nlast\nlast");
        assertMatches("…", "");
        assertDiffers("first\n…\nlast", "first\nmore");
        assertDiffers("first …", "last");
    }

    @Test
    void everyLineHasToCome() {
        assertDiffers("a\nb", "a");
        assertDiffers("a", "a\nb");
        assertDiffers("", "a");
    }

    @Test
    void amongOthersTheOrderHasToBeRight() {
        var shown = ShownOutput.of(List.of("a 1", "b 2"));
        assertEquals(true, shown.differenceAmong(List.of("x", "a 7", "y", "b 8", "z")).isEmpty());
        assertEquals(false, shown.differenceAmong(List.of("b 8", "a 7")).isEmpty());
        assertEquals(false, shown.differenceAmong(List.of("a 7")).isEmpty());
    }

    private static void assertMatches(String shown, String printed) {
        assertEquals(true, ShownOutput.of(shown.lines().toList()).difference(printed.lines().toList()).isEmpty(), shown + "\n" + printed);
    }

    private static void assertDiffers(String shown, String printed) {
        assertEquals(false, ShownOutput.of(shown.lines().toList()).difference(printed.lines().toList()).isEmpty(), shown + "\n" + printed);
    }
}
