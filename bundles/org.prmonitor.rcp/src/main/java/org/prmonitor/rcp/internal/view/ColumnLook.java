package org.prmonitor.rcp.internal.view;

import java.util.List;
import org.eclipse.swt.SWT;
import org.prmonitor.rcp.internal.model.Column;

/**
 * How a column looks.
 *
 * @param column which one
 * @param title its heading
 * @param width at the beginning, in pixels at 96 dpi
 * @param alignment {@link SWT#LEFT} or {@link SWT#RIGHT}
 */
record ColumnLook(Column column, String title, int width, int alignment) {

    /** From left to right. The command stands last, because it takes what room there is. */
    static final List<ColumnLook> ALL = List.of(
            new ColumnLook(Column.PROCESS, "Process", 250, SWT.LEFT),
            new ColumnLook(Column.PID, "PID", 76, SWT.RIGHT),
            new ColumnLook(Column.PARENT, "Parent", 76, SWT.RIGHT),
            new ColumnLook(Column.LIFETIME, "Life time", 96, SWT.RIGHT),
            new ColumnLook(Column.STARTED, "Started", 128, SWT.LEFT),
            new ColumnLook(Column.USER, "User", 96, SWT.LEFT),
            new ColumnLook(Column.EXIT, "Exit", 132, SWT.LEFT),
            new ColumnLook(Column.COMMAND, "Command", 320, SWT.LEFT));
}
