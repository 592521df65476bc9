package org.prmonitor.rcp.internal.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.jspecify.annotations.Nullable;
import org.prmonitor.rcp.internal.model.Column;
import org.prmonitor.rcp.internal.model.FrameRow;
import org.prmonitor.rcp.internal.model.ProcessRow;
import org.prmonitor.rcp.internal.model.ViewFrame;

/**
 * The rows. One virtual table for both presentations: a frame costs the lines that can be seen, however many there are, and a tree
 * is indentation and a twisty. Selection and what is at the top belong to rows and not to line numbers, so that neither
 * wanders while rows come and go.
 */
final class ProcessTable {

    /** What the user does here. */
    interface Actions {

        /** Other rows are selected, or the selected one has changed. */
        void selected(@Nullable ProcessRow row);

        /** A branch is to be folded or unfolded. */
        void fold(FrameRow line, boolean isCollapsed);

        /** The rows are to be in another order. */
        void sort(Column column, boolean descending);
    }

    private final Table table;
    private final Actions actions;
    private final ProcessCell cell;
    private final TableLines lines;
    private final Set<Long> selectedIds = new HashSet<>();

    private @Nullable ViewFrame frame;
    private Look look;

    ProcessTable(Composite parent, Look look, Actions actions) {
        this.look = look;
        this.actions = actions;
        table = new Table(parent, SWT.VIRTUAL | SWT.FULL_SELECTION | SWT.MULTI | SWT.V_SCROLL | SWT.H_SCROLL);
        table.setHeaderVisible(true);
        cell = new ProcessCell(table, look);
        lines = new TableLines(table);
        for (var columnLook : ColumnLook.ALL) {
            addColumn(columnLook);
        }
        table.addListener(SWT.SetData, this::fill);
        table.addListener(SWT.Selection, event -> takeSelection());
        table.addListener(SWT.MouseDown, this::mouseDown);
        table.addListener(SWT.MouseDoubleClick, this::doubleClick);
        table.addListener(SWT.KeyDown, this::keyDown);
        table.addListener(SWT.Resize, event -> stretchLastColumn());
    }

    Table control() {
        return table;
    }

    /** Shows a frame. */
    void show(ViewFrame newFrame, Look newLook) {
        // The event that tells of a selection may still wait behind this frame.
        readSelection();
        var anchor = anchor();
        var old = frame;
        var oldLook = look;
        frame = newFrame;
        look = newLook;
        cell.setLook(newLook);
        var rows = newFrame.rows();
        if (old == null || old.rows().size() != rows.size()) {
            table.setItemCount(rows.size());
        }
        if (old == null || !old.selection().equals(newFrame.selection())) {
            showSort(newFrame);
        }
        var isOtherPicture = oldLook != newLook || table.getData() != newFrame.selection().presentation();
        table.setData(newFrame.selection().presentation());
        lines.show(newFrame, newLook);
        if (isOtherPicture) {
            table.redraw();
        }
        if (old == null || old.rows() != rows) {
            restore(anchor, rows);
        }
    }

    /** The selected rows in display order. */
    List<ProcessRow> selection() {
        var now = frame;
        if (now == null || selectedIds.isEmpty()) {
            return List.of();
        }
        var selected = new ArrayList<ProcessRow>(selectedIds.size());
        for (var line : now.rows()) {
            if (selectedIds.contains(line.process().id())) {
                selected.add(line.process());
            }
        }
        return selected;
    }

    private void addColumn(ColumnLook columnLook) {
        var column = new TableColumn(table, columnLook.alignment());
        column.setText(columnLook.title());
        column.setWidth(columnLook.width());
        column.setMoveable(columnLook.column() != Column.PROCESS);
        column.setData(columnLook.column());
        column.addListener(SWT.Move, event -> cell.moved());
        column.addListener(SWT.Resize, event -> cell.moved());
        column.addListener(SWT.Selection, event -> {
            var isSame = table.getSortColumn() == column;
            actions.sort(columnLook.column(), isSame && table.getSortDirection() == SWT.UP);
        });
    }

    private void showSort(ViewFrame newFrame) {
        for (var column : table.getColumns()) {
            if (column.getData() == newFrame.selection().sortColumn()) {
                table.setSortColumn(column);
            }
        }
        table.setSortDirection(newFrame.selection().descending() ? SWT.DOWN : SWT.UP);
    }

    private void fill(Event event) {
        var now = frame;
        var index = event.index;
        if (now == null || index < 0 || index >= now.rows().size() || !(event.item instanceof TableItem item)) {
            return;
        }
        lines.fill(item, index, now, look);
    }

    /** The row at the top; null at the beginning of the list, where what is new is to be seen. */
    private @Nullable Long anchor() {
        var now = frame;
        var top = table.getTopIndex();
        return now == null || top <= 0 || top >= now.rows().size() ? null : Long.valueOf(now.rows().get(top).process().id());
    }

    private void restore(@Nullable Long anchor, List<FrameRow> rows) {
        var top = -1;
        var selected = new int[selectedIds.size()];
        var count = 0;
        if (anchor != null || selected.length > 0) {
            for (var index = 0; index < rows.size(); index++) {
                var id = rows.get(index).process().id();
                if (anchor != null && anchor == id) {
                    top = index;
                }
                if (count < selected.length && selectedIds.contains(id)) {
                    selected[count++] = index;
                }
            }
        }
        var indices = Arrays.copyOf(selected, count);
        if (!Arrays.equals(indices, sortedSelection())) {
            table.deselectAll();
            table.select(indices);
        }
        if (top >= 0 && top != table.getTopIndex()) {
            table.setTopIndex(top);
        }
        actions.selected(count == 0 ? null : rows.get(indices[0]).process());
    }

    private int[] sortedSelection() {
        var indices = table.getSelectionIndices();
        Arrays.sort(indices);
        return indices;
    }

    private void readSelection() {
        var now = frame;
        selectedIds.clear();
        if (now == null) {
            return;
        }
        for (var index : table.getSelectionIndices()) {
            if (index < now.rows().size()) {
                selectedIds.add(now.rows().get(index).process().id());
            }
        }
    }

    private void takeSelection() {
        readSelection();
        var now = frame;
        if (now == null) {
            return;
        }
        var first = table.getSelectionIndex();
        actions.selected(first < 0 || first >= now.rows().size() ? null : now.rows().get(first).process());
    }

    private void mouseDown(Event event) {
        var item = table.getItem(new Point(event.x, event.y));
        if (event.button == 1 && item != null && item.getData() instanceof LineLook shown && cell.isOnTwisty(item, shown.line(), event.x)) {
            fold(shown.line(), shown.line().isExpanded());
        }
    }

    private void doubleClick(Event event) {
        var item = table.getItem(new Point(event.x, event.y));
        if (event.button == 1 && item != null && item.getData() instanceof LineLook shown && !cell.isOnTwisty(item, shown.line(), event.x)) {
            fold(shown.line(), shown.line().isExpanded());
        }
    }

    private void keyDown(Event event) {
        var index = table.getSelectionIndex();
        var now = frame;
        if (now == null || index < 0 || index >= now.rows().size() || (event.stateMask & SWT.MODIFIER_MASK & ~SWT.SHIFT) != 0) {
            return;
        }
        var line = now.rows().get(index);
        switch (event.keyCode) {
            case SWT.ARROW_RIGHT -> {
                event.doit = false;
                unfoldOrEnter(line, index);
            }
            case SWT.ARROW_LEFT -> {
                event.doit = false;
                foldOrLeave(line, index);
            }
            default -> {
                if (event.character == '+' || event.character == '-') {
                    event.doit = false;
                    fold(line, event.character == '-');
                }
            }
        }
    }

    private void unfoldOrEnter(FrameRow line, int index) {
        if (line.hasChildren() && !line.isExpanded()) {
            fold(line, false);
        } else if (line.hasChildren()) {
            select(index + 1);
        }
    }

    private void foldOrLeave(FrameRow line, int index) {
        if (line.hasChildren() && line.isExpanded()) {
            fold(line, true);
            return;
        }
        var now = frame;
        for (var above = index - 1; now != null && above >= 0; above--) {
            if (now.rows().get(above).depth() < line.depth()) {
                select(above);
                return;
            }
        }
    }

    private void fold(FrameRow line, boolean isCollapsed) {
        if (line.hasChildren() && line.isExpanded() == isCollapsed) {
            actions.fold(line, isCollapsed);
        }
    }

    private void select(int index) {
        table.setSelection(index);
        takeSelection();
    }

    private void stretchLastColumn() {
        var order = table.getColumnOrder();
        var last = table.getColumn(order[order.length - 1]);
        var others = 0;
        for (var column : table.getColumns()) {
            others += column == last ? 0 : column.getWidth();
        }
        var room = table.getClientArea().width - others;
        var least = ColumnLook.ALL.get(order[order.length - 1]).width();
        last.setWidth(Math.max(room, least));
    }
}
