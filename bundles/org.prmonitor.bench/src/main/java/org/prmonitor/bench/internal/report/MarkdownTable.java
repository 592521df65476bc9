package org.prmonitor.bench.internal.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A table that reads well as text and as Markdown. */
public final class MarkdownTable {

    private final List<List<String>> rows = new ArrayList<>();

    public MarkdownTable(String... headings) {
        rows.add(List.of(headings));
        rows.add(Arrays.stream(headings).map(heading -> "---").toList());
    }

    /** Adds a row; a bar in a cell is escaped. */
    public MarkdownTable row(Object... cells) {
        rows.add(Arrays.stream(cells).map(cell -> String.valueOf(cell).replace("|", "\\|")).toList());
        return this;
    }

    @Override
    public String toString() {
        return rows.stream().map(row -> "| " + String.join(" | ", row) + " |").collect(Collectors.joining("\n"));
    }
}
