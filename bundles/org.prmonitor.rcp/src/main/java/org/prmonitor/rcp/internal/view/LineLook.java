package org.prmonitor.rcp.internal.view;

import java.util.List;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.jspecify.annotations.Nullable;
import org.prmonitor.rcp.internal.icons.Icon;
import org.prmonitor.rcp.internal.model.Column;
import org.prmonitor.rcp.internal.model.FrameRow;
import org.prmonitor.rcp.internal.model.RowKind;
import org.prmonitor.rcp.internal.model.ViewFrame;

/**
 * All that is seen of a line.
 *
 * @param line what it is made of
 * @param texts one a column, in the order of {@link ColumnLook#ALL}
 * @param ground null for the table's
 * @param text null for the table's
 * @param exit the colour of how it ended; null for that of the line
 * @param font of the first column; null for the table's
 * @param icon before its name
 */
record LineLook(
        FrameRow line, List<String> texts, @Nullable Color ground, @Nullable Color text, @Nullable Color exit, @Nullable Font font, Icon icon) {

    private static final int EXIT = ColumnLook.ALL.stream().map(ColumnLook::column).toList().indexOf(Column.EXIT);

    static LineLook of(ViewFrame frame, FrameRow line, Look look) {
        var row = line.process();
        var palette = look.palette();
        var isLoss = row.kind() == RowKind.LOST;
        var ground = isLoss ? palette.lossGround() : switch (line.freshness()) {
            case NEW -> palette.newGround();
            case GONE -> palette.goneGround();
            case NONE -> null;
        };
        var texts = new String[ColumnLook.ALL.size()];
        for (var column = 0; column < texts.length; column++) {
            texts[column] = CellText.of(frame, line, ColumnLook.ALL.get(column).column());
        }
        return new LineLook(
                line,
                List.of(texts),
                ground,
                isLoss ? palette.lossText() : row.kind() == RowKind.ENDED ? palette.mutedText() : null,
                CellText.hasFailed(row) ? palette.failedText() : null,
                isLoss ? look.bold() : null,
                ProcessCell.icon(row));
    }

    /** Of a column's text; null for the table's. */
    @Nullable Color colour(int column) {
        return column == EXIT && exit != null ? exit : text;
    }

    /** Whether indentation, twisty, icon and whole texts are the same: what is painted and no item knows of. */
    boolean paintsAs(LineLook other) {
        return icon == other.icon
                && texts.equals(other.texts)
                && line.depth() == other.line.depth()
                && line.hasChildren() == other.line.hasChildren()
                && line.isExpanded() == other.line.isExpanded();
    }
}
