package org.prmonitor.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void columnsAlignAndNumbersStandToTheRight() {
        var table = new TextTable("NAME", "COUNT", "TEXT").row("a", 5L, "first").row("longer", 12345, null);
        assertEquals(
                """
                NAME    COUNT  TEXT
                a           5  first
                longer  12345  -""",
                table.toString());
    }

    @Test
    void withoutHeadingsEveryRowIsARow() {
        assertEquals("  a    1\n  bcd  22", TextTable.indented(2).row("a", "1").row("bcd", "22").toString());
    }

    @Test
    void aNumericFirstRowOfATableWithoutHeadingsStaysToTheRight() {
        assertEquals("  1  x\n 22  y", TextTable.indented(1).row(1, "x").row(22, "y").toString());
    }

    @Test
    void signsOutsideTheBasicPlaneTakeOneColumn() {
        assertEquals("A  B\n\ud83d\ude80  1\nx  2", new TextTable("A", "B").row("\ud83d\ude80", "1").row("x", "2").toString());
    }

    @Property
    void noCellBreaksTheTable(@ForAll String first, @ForAll String second) {
        var lines = new TextTable("A", "B").row(first, second).row("x", "y").toString().split("\n", -1);
        assertEquals(3, lines.length);
        for (var line : lines) {
            assertEquals(0, line.chars().filter(Character::isISOControl).count(), line);
        }
    }
}
