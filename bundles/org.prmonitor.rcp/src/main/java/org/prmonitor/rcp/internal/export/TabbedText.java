package org.prmonitor.rcp.internal.export;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.text.LifetimeText;
import org.prmonitor.rcp.internal.model.Column;
import org.prmonitor.rcp.internal.model.ProcessRow;

/** Rows for the clipboard: a line each, its columns separated by tabs, as a spreadsheet takes them. */
public final class TabbedText {

    private TabbedText() {}

    /**
     * The columns' names, then the rows. A row's text is printable, so that every tab and every line's end is one of ours.
     *
     * @param now until when what runs has lived
     */
    public static String of(List<ProcessRow> rows, Instant now) {
        var text = new StringBuilder();
        for (var column : Column.values()) {
            append(text, column, column.name());
        }
        for (var row : rows) {
            for (var column : Column.values()) {
                append(text, column, value(row, column, now));
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, Column column, String value) {
        var columns = Column.values();
        text.append(value).append(column == columns[columns.length - 1] ? '\n' : '\t');
    }

    private static String value(ProcessRow row, Column column, Instant now) {
        return switch (column) {
            case PROCESS -> row.name();
            case PID -> text(row.processId());
            case PARENT -> text(row.parentId());
            case STARTED -> text(row.start());
            case LIFETIME -> {
                var lifetime = row.lifetimeAt(now);
                yield lifetime == null ? "" : LifetimeText.of(lifetime.toNanos());
            }
            case USER -> row.user();
            case COMMAND -> row.commandLine();
            case EXIT -> row.exit();
        };
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
