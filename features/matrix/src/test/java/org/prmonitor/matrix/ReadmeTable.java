package org.prmonitor.matrix;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table between two marks of a text. */
final class ReadmeTable {

    private static final String BEGIN = "<!-- containers: written by the tests of features/matrix -->\n";
    private static final String END = "<!-- /containers -->\n";

    private final String text;
    private final int begin;
    private final int end;

    ReadmeTable(String text) {
        this.text = text;
        begin = text.indexOf(BEGIN) + BEGIN.length();
        end = text.indexOf(END);
        if (begin < BEGIN.length() || end < begin) {
            throw new AssertionError("not in the text: " + BEGIN + "…\n" + END);
        }
    }

    /** Its rows as they stand there, without the two lines of its head. */
    List<String> rows() {
        return text.substring(begin, end).lines().skip(2).toList();
    }

    /** The text with these rows in the place of the old ones. */
    String with(Collection<MatrixRow> rows) {
        return text.substring(0, begin) + render(rows) + text.substring(end);
    }

    private static String render(Collection<MatrixRow> rows) {
        var head = MatrixRow.COLUMNS.values().stream().collect(Collectors.joining(" | ", "| ", " |"));
        var rule = MatrixRow.COLUMNS.keySet().stream().map(key -> "---").collect(Collectors.joining(" | ", "| ", " |"));
        return Stream.concat(Stream.of(head, rule), rows.stream().sorted(MatrixRow.ORDER).map(MatrixRow::line))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }
}
