package org.prmonitor.rcp.internal.view;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.jspecify.annotations.Nullable;
import org.prmonitor.rcp.internal.model.Column;
import org.prmonitor.rcp.internal.model.ViewFrame;

/**
 * What the items of a virtual table show. A frame changes of what can be seen no more than what is another now: each change has its
 * line painted again, and painting is what a frame costs. The user interface's thread only.
 */
final class TableLines {

    private static final int EXIT = ColumnLook.ALL.stream().map(ColumnLook::column).toList().indexOf(Column.EXIT);

    /**
     * Of an item, for screen readers: what is seen is painted from the whole text. GTK lays the text of every cell out three times when
     * it paints one, and that of a long command line cost more than all the others.
     */
    private static final int MOST_TEXT = 80;

    private final Table table;

    /** By number of the line: of every item that was filled and not cleared. */
    private final Map<Integer, LineLook> shown = new HashMap<>();

    TableLines(Table table) {
        this.table = table;
    }

    /** The table asks for an item that can be seen now. */
    void fill(TableItem item, int index, ViewFrame frame, Look look) {
        change(item, index, frame, look);
    }

    /** Another frame, which the table has as many items as lines for. */
    void show(ViewFrame frame, Look look) {
        var top = table.getTopIndex();
        var bottom = top + table.getClientArea().height / table.getItemHeight() + 1;
        for (var index : List.copyOf(shown.keySet())) {
            if (index >= frame.rows().size()) {
                shown.remove(index);
            } else if (index < top || index > bottom || !change(table.getItem(index), index, frame, look)) {
                table.clear(index);
                shown.remove(index);
            }
        }
    }

    /**
     * Tells an item what is another.
     *
     * @return false where something is, but nothing that an item has: only what is asked for anew is painted
     */
    private boolean change(TableItem item, int index, ViewFrame frame, Look look) {
        var line = LineLook.of(frame, frame.rows().get(index), look);
        var old = shown.put(index, line);
        item.setData(line);
        var isPainted = old == null;
        for (var column = 0; column < line.texts().size(); column++) {
            var text = beginning(line.texts().get(column));
            if (old == null || !beginning(old.texts().get(column)).equals(text)) {
                item.setText(column, text);
                isPainted = true;
            }
        }
        if (isOther(old == null ? null : old.ground(), line.ground())) {
            item.setBackground(line.ground());
            isPainted = true;
        }
        if (isOther(old == null ? null : old.text(), line.text())) {
            item.setForeground(line.text());
            isPainted = true;
        }
        if (isOther(old == null ? null : old.exit(), line.exit())) {
            item.setForeground(EXIT, line.exit());
            isPainted = true;
        }
        if (isOther(old == null ? null : old.font(), line.font())) {
            item.setFont(0, line.font());
            isPainted = true;
        }
        return isPainted || line.paintsAs(Objects.requireNonNull(old));
    }

    /** Never half of a surrogate pair. */
    static String beginning(String text) {
        if (text.length() <= MOST_TEXT) {
            return text;
        }
        var end = Character.isHighSurrogate(text.charAt(MOST_TEXT - 1)) ? MOST_TEXT - 1 : MOST_TEXT;
        return text.substring(0, end) + "…";
    }

    private static boolean isOther(@Nullable Object before, @Nullable Object now) {
        return !Objects.equals(before, now);
    }
}
