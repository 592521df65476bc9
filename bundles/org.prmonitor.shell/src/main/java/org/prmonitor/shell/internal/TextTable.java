package org.prmonitor.shell.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.text.PrintableText;

/**
 * Rows of text in aligned columns, two spaces apart. Every cell is escaped here, so that no command can forget it. Numbers
 * stand to the right; the last column is not padded, so that no line ends in spaces.
 */
final class TextTable {

    private static final String GAP = "  ";

    private final String indent;
    private final List<List<Cell>> rows = new ArrayList<>();

    private record Cell(String text, boolean right) {

        /** Signs as a terminal counts them, but for wide and combining ones. */
        int width() {
            return text.codePointCount(0, text.length());
        }
    }

    /** A table with a row of headings. */
    TextTable(String... headings) {
        this.indent = "";
        row((Object[]) headings);
    }

    private TextTable(int indent) {
        this.indent = " ".repeat(indent);
    }

    /** A table without headings, some spaces from the left. */
    static TextTable indented(int indent) {
        return new TextTable(indent);
    }

    /** A text of at most so many code points, with an ellipsis where something was left out. */
    static String cut(String text, int width) {
        return text.codePointCount(0, text.length()) <= width ? text : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
    }

    /** Adds a row; null is shown as a dash, because what is not known is not nothing. */
    TextTable row(@Nullable Object... cells) {
        var row = new ArrayList<Cell>(cells.length);
        for (var cell : cells) {
            row.add(new Cell(cell == null ? "-" : PrintableText.escape(cell.toString()), cell instanceof Number));
        }
        rows.add(row);
        return this;
    }

    /** The lines, without a line end after the last. */
    @Override
    public String toString() {
        var widths = widths();
        var text = new StringBuilder();
        for (var row : rows) {
            if (text.length() > 0) {
                text.append('\n');
            }
            appendRow(text, row, widths);
        }
        return text.toString();
    }

    private int[] widths() {
        var widths = new int[rows.stream().mapToInt(List::size).max().orElse(0)];
        for (var row : rows) {
            for (var column = 0; column < row.size(); column++) {
                widths[column] = Math.max(widths[column], row.get(column).width());
            }
        }
        return widths;
    }

    private void appendRow(StringBuilder text, List<Cell> row, int[] widths) {
        text.append(indent);
        for (var column = 0; column < row.size(); column++) {
            var cell = row.get(column);
            var padding = " ".repeat(widths[column] - cell.width());
            // A heading stands over its numbers, so it follows the cells below it.
            var right = cell.right() || row == rows.get(0) && isNumeric(column);
            if (column > 0) {
                text.append(GAP);
            }
            text.append(right ? padding : "").append(cell.text());
            if (!right && column < row.size() - 1) {
                text.append(padding);
            }
        }
    }

    private boolean isNumeric(int column) {
        return rows.stream().skip(1).anyMatch(row -> column < row.size() && row.get(column).right());
    }
}
