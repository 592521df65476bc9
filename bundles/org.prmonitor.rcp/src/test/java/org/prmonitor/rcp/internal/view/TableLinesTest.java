package org.prmonitor.rcp.internal.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TableLinesTest {

    @Test
    void aLongTextIsCutBetweenCharacters() {
        var long80 = "x".repeat(80);
        assertEquals(long80, TableLines.beginning(long80));
        assertEquals(long80 + "…", TableLines.beginning(long80 + "y"));
        // The penguin is two chars, the 80th and the one after it.
        var long79 = "x".repeat(79);
        assertEquals(long79 + "…", TableLines.beginning(long79 + "\uD83D\uDC27"));
        assertEquals("x".repeat(78) + "\uD83D\uDC27…", TableLines.beginning("x".repeat(78) + "\uD83D\uDC27y"));
    }
}
