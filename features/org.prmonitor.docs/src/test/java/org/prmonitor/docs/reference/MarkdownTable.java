package org.prmonitor.docs.reference;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a table, row by row. One thread. */
final class MarkdownTable {

    private final StringBuilder text = new StringBuilder();

    MarkdownTable(String... head) {
        row(head);
        row(Stream.generate(() -> "---").limit(head.length).toArray(String[]::new));
    }

    void row(String... cells) {
        text.append(Arrays.stream(cells).map(MarkdownTable::cell).collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    private static String cell(String content) {
        return content.replace("|", "\\|").replaceAll("\\s+", " ").strip();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
