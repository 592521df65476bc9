package org.prmonitor.rcp.internal.view;

import java.util.Locale;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.jspecify.annotations.Nullable;
import org.prmonitor.rcp.internal.icons.Icon;
import org.prmonitor.rcp.internal.model.FrameRow;
import org.prmonitor.rcp.internal.model.Presentation;
import org.prmonitor.rcp.internal.model.ProcessRow;

/** Paints the lines; in the first column indentation, twisty and icon as well. */
final class ProcessCell {

    private static final int INDENT = 16;
    private static final int TWISTY = 16;
    private static final int MARGIN = 4;
    private static final int ICON = 16;
    /** Above and below the text of every line. */
    private static final int LEADING = 3;

    private final Table table;
    private final FittedTexts texts = new FittedTexts();
    private Look look;

    /** By number of the column, for how far the table was scrolled; null for to be found anew. */
    private Place @Nullable [] places;

    private int placesScrolled;

    ProcessCell(Table table, Look look) {
        this.table = table;
        this.look = look;
        if (!"gtk".equals(SWT.getPlatform())) {
            // GTK asks several times for every cell that it paints, which was two fifths of a frame, and leaves room by itself.
            table.addListener(SWT.MeasureItem, this::measure);
        }
        // The ground stays the table's. GTK paints text black whatever the item's colour, and cuts it off without a word.
        table.addListener(SWT.EraseItem, event -> event.detail &= ~SWT.FOREGROUND);
        table.addListener(SWT.PaintItem, this::paint);
        table.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                if (event.childID >= 0 && event.childID < table.getItemCount()
                        && table.getItem(event.childID).getData() instanceof LineLook shown) {
                    event.result = spoken(shown.line());
                }
            }
        });
    }

    void setLook(Look newLook) {
        look = newLook;
    }

    /** Whether a place within a line is on its twisty. */
    boolean isOnTwisty(TableItem item, FrameRow line, int x) {
        var left = item.getBounds(0).x + twistyOffset(line);
        return line.hasChildren() && x >= left && x < left + TWISTY;
    }

    /** What a screen reader says of a line: what the picture shows by place and sign. */
    static String spoken(FrameRow line) {
        var row = line.process();
        var spoken = new StringBuilder(CellText.name(row));
        if (row.processId() != null) {
            spoken.append(", process ").append(row.processId());
        }
        spoken.append(", ").append(row.exit().isEmpty() ? row.kind().name().toLowerCase(Locale.ROOT) : row.exit());
        if (line.depth() > 0) {
            spoken.append(", level ").append(line.depth() + 1);
        }
        if (line.hasChildren()) {
            spoken.append(line.isExpanded() ? ", expanded" : ", collapsed");
        }
        return spoken.toString();
    }

    static Icon icon(ProcessRow row) {
        return switch (row.kind()) {
            case RUNNING -> Icon.RUNNING;
            case FORKED -> Icon.FORKED;
            case LOST -> Icon.LOST;
            case ENDED -> CellText.hasFailed(row) ? Icon.FAILED : Icon.ENDED;
        };
    }

    private void measure(Event event) {
        event.height = Math.max(event.height, Math.max(ICON, event.gc.getFontMetrics().getHeight()) + 2 * LEADING);
        if (event.index == 0 && event.item.getData() instanceof LineLook shown) {
            event.width = textOffset(shown.line()) + texts.fit(event.gc, shown.texts().get(0), Integer.MAX_VALUE).width() + MARGIN;
        }
    }

    private void paint(Event event) {
        if (!(event.item.getData() instanceof LineLook shown)) {
            return;
        }
        var gc = event.gc;
        if ((event.detail & SWT.SELECTED) == 0) {
            var colour = shown.colour(event.index);
            gc.setForeground(colour == null ? table.getForeground() : colour);
        }
        gc.setFont(event.index == 0 && shown.font() != null ? shown.font() : table.getFont());
        var place = places()[event.index];
        var left = place.left() + MARGIN;
        if (event.index == 0) {
            left = place.left() + textOffset(shown.line());
            paintSigns(event, gc, place.left(), shown);
        }
        var room = place.left() + place.width() - left - MARGIN;
        // What the item has may be the beginning only.
        var fitted = texts.fit(gc, shown.texts().get(event.index), room);
        if (fitted.text().isEmpty()) {
            return;
        }
        gc.drawText(
                fitted.text(),
                place.isRight() ? left + room - fitted.width() : left,
                event.y + (event.height - fitted.height()) / 2,
                FittedTexts.FLAGS);
    }

    /** Columns have other widths, or another order. */
    void moved() {
        places = null;
    }

    /** Where the columns are. The bounds of an item say the same, but GTK measures every cell's content to tell them. */
    private Place[] places() {
        var scrolled = table.getHorizontalBar().getSelection();
        var known = places;
        if (known != null && scrolled == placesScrolled) {
            return known;
        }
        var found = new Place[table.getColumnCount()];
        var left = -scrolled;
        for (var index : table.getColumnOrder()) {
            var column = table.getColumn(index);
            found[index] = new Place(left, column.getWidth(), column.getAlignment() == SWT.RIGHT);
            left += column.getWidth();
        }
        places = found;
        placesScrolled = scrolled;
        return found;
    }

    private record Place(int left, int width, boolean isRight) {}

    private void paintSigns(Event event, GC gc, int left, LineLook shown) {
        var line = shown.line();
        if (line.hasChildren()) {
            paintTwisty(gc, left + twistyOffset(line), event.y + event.height / 2, line.isExpanded());
        }
        gc.drawImage(
                look.icon(shown.icon()), left + textOffset(line) - ICON - MARGIN, event.y + (event.height - ICON) / 2);
    }

    private static void paintTwisty(GC gc, int left, int middle, boolean isExpanded) {
        var x = left + TWISTY / 2;
        gc.setAntialias(SWT.ON);
        gc.setLineWidth(2);
        gc.setLineCap(SWT.CAP_ROUND);
        gc.setLineJoin(SWT.JOIN_ROUND);
        gc.drawPolyline(isExpanded
                ? new int[] {x - 4, middle - 2, x, middle + 2, x + 4, middle - 2}
                : new int[] {x - 2, middle - 4, x + 2, middle, x - 2, middle + 4});
        gc.setLineWidth(1);
    }

    private static int twistyOffset(FrameRow line) {
        return MARGIN + line.depth() * INDENT;
    }

    private int textOffset(FrameRow line) {
        return twistyOffset(line) + (isTree() ? TWISTY : 0) + ICON + 2 * MARGIN;
    }

    private boolean isTree() {
        return table.getData() == Presentation.TREE;
    }
}
